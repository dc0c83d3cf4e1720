package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.options.ActionOptions;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.StartOptions;
import io.riffle.job.options.TrainOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.BlockElement;
import org.apache.flink.configuration.description.TextElement;
import org.junit.jupiter.api.Test;

/**
 * The table of options that people read equals the code. After a change, {@code
 * -Driffle.options.write=true} writes it anew.
 */
class OptionsTableTest {

    private static final Path TABLE = Path.of("../options.md");

    @Test
    void tableEqualsTheCode() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Options of the jobs");
        lines.add("");
        lines.add(
                "Flink's own options stand beside them. An unknown key under `riffle.` stops the"
                        + " job.");
        add(lines, "Recommendation job", RecommendOptions.ALL);
        add(lines, "Training job", TrainOptions.ALL);
        add(lines, "Both jobs", StartOptions.ALL);
        add(lines, "Kafka", KafkaOptions.ALL);
        lines.add("");
        lines.add(
                "Under `"
                        + ActionOptions.MAP_PREFIX
                        + "` stand names of your own events: `"
                        + ActionOptions.MAP_PREFIX
                        + "addtocart: CART`.");
        lines.add("");
        lines.add(
                "Anything under `"
                        + KafkaOptions.CLIENT_PREFIX
                        + "` goes to the Kafka clients as it is, without the prefix; a secret there"
                        + " is refused, because Flink shows its options.");
        String table = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("riffle.options.write")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(table);
    }

    @Test
    void everyHeadingAndKeyStandsOnce() throws IOException {
        List<String> headings = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("## ")) {
                headings.add(line);
            } else if (line.startsWith("| `")) {
                keys.add(line.substring(0, line.indexOf('`', 3) + 1));
            }
        }
        assertThat(headings).hasSize(4).doesNotHaveDuplicates();
        assertThat(keys).isNotEmpty().doesNotHaveDuplicates();
    }

    private static void add(List<String> lines, String title, List<ConfigOption<?>> options) {
        lines.add("");
        lines.add("## " + title);
        lines.add("| key | default | meaning |");
        lines.add("|---|---|---|");
        for (ConfigOption<?> option : options) {
            String value = option.hasDefaultValue() ? "`" + usual(option) + "`" : "none";
            lines.add("| `" + option.key() + "` | " + value + " | " + text(option) + " |");
        }
    }

    /** Flink writes sizes in the digits of the machine's language; the table has Latin ones. */
    private static String usual(ConfigOption<?> option) {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        try {
            return String.valueOf(option.defaultValue());
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }

    private static String text(ConfigOption<?> option) {
        StringBuilder text = new StringBuilder();
        for (BlockElement block : option.description().getBlocks()) {
            if (block instanceof TextElement plain) {
                text.append(plain.getFormat());
            }
        }
        return text.toString();
    }
}
