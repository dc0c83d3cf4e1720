package io.riffle.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Connections on which somebody has begun to ask and does not go on, or does not stop. */
final class SlowCallers implements AutoCloseable {

    private static final int EACH = 150;

    /** More than there are threads. */
    private static final int DEAF = 48;

    private static final int TEN_MB = 10 << 20;
    private static final String HEAD = "POST /v1/slates HTTP/1.1\r\nHost: localhost\r\n";
    private static final String BODY =
            HEAD + "Content-Type: application/json\r\nContent-Length: 90\r\n\r\n{\"user_id";

    private final int port;
    private final List<Socket> silent = new ArrayList<>();
    private final List<Socket> halfHeads = new ArrayList<>();
    private final List<Socket> halfBodies = new ArrayList<>();
    private final List<Socket> deaf = new ArrayList<>();

    SlowCallers(int port) throws IOException {
        this.port = port;
        for (int i = 0; i < EACH; i++) {
            silent.add(open(""));
            halfHeads.add(open(HEAD));
            halfBodies.add(open(BODY));
        }
        for (int i = 0; i < DEAF; i++) {
            // Reads nothing of what it asks for, of which there is more than goes into a
            // connection.
            deaf.add(open("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(200)));
        }
    }

    /** Who says nothing is cut off, whose body does not come is told; a body without end ends. */
    void areTurnedAway() throws IOException {
        assertThat(tenMegabytes("Content-Length: " + TEN_MB)).startsWith("HTTP/1.1 413 ");
        assertThat(tenMegabytes("Transfer-Encoding: chunked")).startsWith("HTTP/1.1 413 ");
        for (Socket socket : halfBodies) {
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 408 ");
        }
        for (List<Socket> sockets : List.of(silent, halfHeads)) {
            for (Socket socket : sockets) {
                // The end, or a status that says so.
                assertThat(firstLine(socket)).matches("|HTTP/1.1 4\\d\\d .*");
            }
        }
    }

    private String tenMegabytes(String length) throws IOException {
        byte[] blanks = new byte[64 << 10];
        Arrays.fill(blanks, (byte) ' ');
        boolean chunked = length.contains("chunked");
        try (Socket socket =
                open(HEAD + "Content-Type: application/json\r\n" + length + "\r\n\r\n")) {
            OutputStream out = socket.getOutputStream();
            try {
                for (int sent = 0; sent < TEN_MB; sent += blanks.length) {
                    if (chunked) {
                        out.write(ascii(Integer.toHexString(blanks.length) + "\r\n"));
                    }
                    out.write(blanks);
                    if (chunked) {
                        out.write(ascii("\r\n"));
                    }
                }
            } catch (SocketException e) {
                // Nobody reads the rest; what was said before is there all the same.
                assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset).*");
            }
            return firstLine(socket);
        }
    }

    private Socket open(String said) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(120_000);
        socket.getOutputStream().write(ascii(said));
        return socket;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty where the connection ended without a word. */
    private static String firstLine(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String line = reader.readLine();
        return line == null ? "" : line;
    }

    @Override
    public void close() throws IOException {
        for (List<Socket> sockets : List.of(silent, halfHeads, halfBodies, deaf)) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
