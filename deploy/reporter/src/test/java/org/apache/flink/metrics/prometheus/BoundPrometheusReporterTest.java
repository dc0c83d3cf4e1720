package org.apache.flink.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;

class BoundPrometheusReporterTest {

    @Test
    void nobodyElseReachesItUnlessAnAddressIsNamed() throws IOException {
        Properties settings = new Properties();
        settings.setProperty("port", "0");
        BoundPrometheusReporter reporter = factory().createMetricReporter(settings);
        try {
            URI page = URI.create("http://127.0.0.1:" + reporter.port() + "/metrics");
            try (var in = page.toURL().openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
            }
            for (InetAddress address : outside()) {
                assertThatThrownBy(() -> connect(address, reporter.port()))
                        .isInstanceOf(ConnectException.class);
            }
        } finally {
            reporter.close();
        }
    }

    @Test
    void theNextFreePortOfARangeIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> new BoundPrometheusReporter("127.0.0.1", "" + port))
                    .hasMessageContaining("The address (127.0.0.1:" + port + ") of the Prometheus")
                    .hasMessageContaining("name a range");
            BoundPrometheusReporter reporter =
                    new BoundPrometheusReporter("127.0.0.1", port + ",0");
            assertThat(reporter.port()).isNotEqualTo(port);
            reporter.close();
        }
    }

    private static BoundPrometheusReporterFactory factory() {
        return ServiceLoader.load(MetricReporterFactory.class).stream()
                .filter(found -> found.type() == BoundPrometheusReporterFactory.class)
                .map(found -> (BoundPrometheusReporterFactory) found.get())
                .findFirst()
                .orElseThrow();
    }

    /** Addresses of this machine that others see; none on one without a network. */
    private static List<InetAddress> outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
        }
    }
}
