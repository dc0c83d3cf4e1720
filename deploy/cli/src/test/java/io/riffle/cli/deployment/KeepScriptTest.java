package io.riffle.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job is submitted when the job manager knows none of its name, and only then. */
class KeepScriptTest {

    private static final String KNOWN =
            "{\"jobs\":[{\"name\":\"riffle-recommend\",\"state\":\"FINISHED\"}]}";
    private static final String OTHER =
            "{\"jobs\":[{\"name\":\"riffle-train\",\"state\":\"RUNNING\"}]}";

    @TempDir private Path folder;

    /** What the job manager was asked, and what was submitted, in this order. */
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final CountDownLatch enough = new CountDownLatch(9);
    private HttpServer jobManager;

    @BeforeEach
    void start() throws IOException {
        jobManager =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jobManager.createContext("/", this::answer);
        jobManager.start();
        Path keep = folder.resolve("keep.sh");
        Files.copy(Manifests.DEPLOY.resolve("docker/keep.sh"), keep);
        // What submits, and tells the job manager so.
        Path entry = folder.resolve("entrypoint.sh");
        Files.writeString(
                entry,
                "#!/usr/bin/env bash\nexec 3<>/dev/tcp/127.0.0.1/"
                        + jobManager.getAddress().getPort()
                        + "\nprintf 'GET /%s HTTP/1.0\\r\\n\\r\\n' \"$(IFS=+; echo \"$*\")\" >&3\n"
                        + "cat <&3 >/dev/null\n");
        assertThat(entry.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void stop() {
        jobManager.stop(0);
    }

    @Test
    void aJobIsSubmittedOnceAndAgainWhenItIsForgotten() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "bash",
                        folder.resolve("keep.sh").toString(),
                        "recommend",
                        "--parallelism",
                        "2");
        Map<String, String> environment = builder.environment();
        environment.put(
                "RIFFLE_CLUSTER_OPTIONS",
                "-Drest.address=127.0.0.1 -Drest.port=" + jobManager.getAddress().getPort());
        environment.put("RIFFLE_KEEP_SECONDS", "0.05");
        Process keep = builder.inheritIO().start();
        try {
            assertThat(enough.await(1, TimeUnit.MINUTES)).as(heard.toString()).isTrue();
        } finally {
            keep.destroy();
            assertThat(keep.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        String ask = "/jobs/overview";
        String submit = "/submit+recommend+--parallelism+2";
        assertThat(heard.subList(0, 9))
                .containsExactly(ask, ask, ask, submit, ask, ask, ask, submit, ask);
        assertThat(keep.exitValue()).isZero();
    }

    /** It starts up, knows the other job, knows both, and was restarted. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        heard.add(path);
        byte[] body =
                switch (heard.size()) {
                    case 1, 2 -> "{\"errors\":[]}".getBytes(StandardCharsets.UTF_8);
                    case 3 -> OTHER.getBytes(StandardCharsets.UTF_8);
                    case 7 -> "{\"jobs\":[]}".getBytes(StandardCharsets.UTF_8);
                    default -> KNOWN.getBytes(StandardCharsets.UTF_8);
                };
        exchange.sendResponseHeaders(heard.size() < 3 ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        enough.countDown();
    }
}
