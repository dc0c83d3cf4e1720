package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.Locale;
import org.apache.flink.util.NetUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's metrics for Prometheus to fetch, on one address of this machine: {@code /metrics} tells
 * everything to whoever reaches it.
 *
 * <p><b>Errors</b>: {@link IllegalArgumentException} when no port of the range can be bound; Flink
 * logs it and runs without the reporter.
 */
public final class BoundPrometheusReporter extends AbstractPrometheusReporter {

    private static final Logger LOG = LoggerFactory.getLogger(BoundPrometheusReporter.class);

    private final HTTPServer server;

    BoundPrometheusReporter(String host, String ports) {
        server = bound(host, ports);
        LOG.info("Metrics for Prometheus on http://{}:{}/metrics", host, server.getPort());
    }

    /** The port that was free. */
    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }

    private HTTPServer bound(String host, String ports) {
        Iterator<Integer> range = NetUtils.getPortRangeFromString(ports);
        IOException last = new IOException("there is no port in it");
        while (range.hasNext()) {
            try {
                return new HTTPServer(new InetSocketAddress(host, range.next()), registry, true);
            } catch (IOException e) {
                last = e; // taken by another process of Flink: the next one
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "The address (%s:%s) of the Prometheus reporter must be free, and this"
                                + " machine's.%nMaybe another process listens there: name a range"
                                + " of ports, such as 9249-9260.",
                        host,
                        ports),
                last);
    }
}
