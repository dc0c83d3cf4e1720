package io.riffle.gateway.http;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Where connections come in. */
final class Connectors {

    /** A connection that says nothing for so long, when it should, is closed. */
    private static final long IDLE_MS = 30_000;

    private static final int SCAN_SECONDS = 60;

    private Connectors() {}

    static ServerConnector of(Server server, HttpConfiguration http, HttpSettings settings) {
        Tls tls = settings.tls();
        ServerConnector connector =
                tls == null
                        ? new ServerConnector(server, new HttpConnectionFactory(http))
                        : secured(server, http, tls);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MS);
        return connector;
    }

    private static ServerConnector secured(Server server, HttpConfiguration http, Tls tls) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStorePath(tls.keystore().toAbsolutePath().toString());
        context.setKeyStoreType("PKCS12");
        context.setKeyStorePassword(tls.password());
        // A certificate that is renewed is used without a restart.
        KeyStoreScanner scanner = new KeyStoreScanner(context);
        scanner.setScanInterval(SCAN_SECONDS);
        server.addBean(scanner);
        HttpConfiguration secure = new HttpConfiguration(http);
        // Clients inside a cluster call by addresses that no certificate names.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(server, context, new HttpConnectionFactory(secure));
    }
}
