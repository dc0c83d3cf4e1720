package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the command line's log looks like, and what it leaves out. */
class LogFormatTest {

    private static final String FORMAT = "riffle.log.format";
    private static final String COLLISION =
            "Name collision: Group already contains a Metric with the name '%s'."
                    + " Metric will not be reported.";
    private static final String LOSS =
            "Unable to commit. In both cases this most likely signals data loss, please consult"
                    + " the Flink documentation for more details.";

    private final PrintStream before = System.err;

    @AfterEach
    void restore() {
        System.setErr(before);
        System.clearProperty(FORMAT);
    }

    @Test
    void eachLineIsOneObjectWhenItIsAskedFor() throws IOException {
        List<String> lines = logged("json").lines().toList();
        assertThat(lines).hasSize(3);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.get("message").asText()).isEqualTo("two\nlines");
        assertThat(first.get("log.level").asText()).isEqualTo("WARN");
        assertThat(first.get("log.logger").asText()).isEqualTo("io.riffle.job.Some");
        assertThat(first.get("@timestamp").asText()).matches("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(first.get("error.message").asText()).isEqualTo("why");
        assertThat(first.get("error.stack_trace").asText()).contains("LogFormatTest");
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("message").asText())
                .startsWith("Unable to commit. Right after a restart this is expected");
        assertThat(lines.get(2)).contains("'ours'");
    }

    @Test
    void textIsUsual() {
        assertThat(logged("text"))
                .contains(" WARN  i.r.j.Some two\nlines")
                .contains("IllegalStateException: why")
                .contains("Right after a restart this is expected")
                .contains("'ours'")
                .doesNotContain("pendingCommittables")
                .doesNotContain("signals data loss");
    }

    private static String logged(String format) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        System.setProperty(FORMAT, format);
        URI configuration =
                URI.create(
                        Objects.requireNonNull(Riffle.class.getResource("log4j2.xml")).toString());
        try (LoggerContext logs = Configurator.initialize(format, null, configuration)) {
            logs.getLogger("io.riffle.job.Some")
                    .warn("two\nlines", new IllegalStateException("why"));
            logs.getLogger("org.apache.flink.connector.kafka.sink.Some").error(LOSS);
            var metrics = logs.getLogger("org.apache.flink.runtime.metrics.groups.Some");
            metrics.warn(String.format(java.util.Locale.ROOT, COLLISION, "pendingCommittables"));
            metrics.warn(String.format(java.util.Locale.ROOT, COLLISION, "ours"));
        }
        return err.toString(StandardCharsets.UTF_8);
    }
}
