package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the offline commands do with files and options that are wrong, or hold nothing. */
class OfflineCommandsTest {
    private static final String HEADER = "user_id,item_id,timestamp_seconds\n";

    @TempDir Path folder;

    private final Terminal terminal = new Terminal();
    private Path events = Path.of("");

    @BeforeEach
    void writeEvents() throws IOException {
        events = write("events.csv", HEADER + walks(12, 10, 8));
    }

    @Test
    void nothingToLearnIsNoSuccessAndPublishesNothing() throws IOException {
        Path alone = write("alone.csv", HEADER + walks(12, 10, 1));
        assertThat(pretrain(alone, "--no-select")).isEqualTo(1);
        assertThat(terminal.err()).contains("The positions (0) to learn from must be at least 1");
        assertThat(pretrain(events, "--no-select", "--hold-out", "500")).isEqualTo(1);
        assertThat(pretrain(events, "--select", "--hold-out", "500")).isEqualTo(1);
        assertThat(terminal.err()).contains("besides the 500 held out");
        assertThat(folder.resolve("store/backbone")).doesNotExist();
        assertThat(folder.resolve("store/pretraining")).doesNotExist();
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void nothingToRankIsNoSuccess() throws IOException {
        assertThat(pretrain(events, "--no-select")).isZero();
        Path alone = write("alone.csv", HEADER + walks(12, 10, 1));
        assertThat(evaluate(alone)).isEqualTo(1);
        assertThat(terminal.err()).contains("The events to rank (0) must be at least 1");
        Path others = write("others.csv", HEADER + walks(12, 10, 8).replace(",i", ",other"));
        assertThat(evaluate(others)).isEqualTo(1);
        assertThat(terminal.err()).contains("The test events (0 of 12) whose items the backbone");
        Path none = write("none.jsonl", "\n");
        assertThat(terminal.run("recommend", "--model", store(), "--history", none.toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("The histories (0) of");
    }

    @Test
    void repeatedTargetsAreToldBesideTheFigures() throws IOException {
        StringBuilder twice = new StringBuilder(HEADER);
        for (String row : walks(12, 10, 8).split("\n", -1)) {
            twice.append(row).append('\n').append(row).append('\n');
        }
        Path file = write("twice.csv", twice.toString());
        assertThat(pretrain(file, "--no-select")).isZero();
        String note =
                "12 of 12 test events repeat an item of the history; they cannot be hit"
                        + " (tie-safe: 0)";
        assertThat(terminal.err()).contains(note);
        Terminal again = new Terminal();
        assertThat(again.run("evaluate", "--events", file.toString(), "--model", store())).isZero();
        assertThat(again.err()).contains(note);
    }

    @Test
    void filesBesideTheEventsAreReadBeforeAnythingIsTrained() throws IOException {
        Path users = write("users.csv", "name,age\nu1,30\n");
        assertThat(pretrain(events, "--users", users.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("users.csv must have a column user_id");
        assertThat(pretrain(events, "--items", "nosuch.csv")).isEqualTo(1);
        assertThat(pretrain(events, "--lists", "nosuch.csv")).isEqualTo(1);
        Path items = write("items.csv", "item_id,title\ni1,one\ni2,two, three\n,none\ni4,\"four\n");
        assertThat(pretrain(events, "--items", items.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("The bad rows (3 of 4) of items.csv");
        assertThat(terminal.err()).doesNotContain("epoch 1");
        assertThat(folder.resolve("store/backbone")).doesNotExist();
        assertThat(pretrain(events, "--items", items.toString(), "--max-bad-rows", "80%")).isZero();
        assertThat(terminal.err()).contains("items.csv: 3 of 4 rows are bad");
    }

    @Test
    void whatCannotBeWrittenIsKnownBeforeAnythingIsTrained() throws IOException {
        Path file = write("file", "");
        assertThat(
                        terminal.run(
                                "pretrain",
                                "--events",
                                events.toString(),
                                "--out",
                                file.resolve("store").toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("of --out must be writable").doesNotContain("epoch");
        assertThat(
                        terminal.run(
                                "simulate",
                                "--events",
                                "5",
                                "--out",
                                file.resolve("simulated").toString()))
                .isEqualTo(1);
        assertThat(pretrain(events, "--no-select")).isZero();
        assertThat(evaluate(events, "--plot", folder.resolve("none/a.svg").toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("of --plot must be writable");
    }

    @Test
    void anEmptyValueIsWrongUsage() {
        List<String[]> commands =
                List.of(
                        new String[] {"pretrain", "--events", "e.csv", "--out", ""},
                        new String[] {"simulate", "--events", "5", "--out", " "},
                        new String[] {"evaluate", "--events", "", "--model", "m"},
                        new String[] {"recommend", "--model=", "--history", "h"},
                        new String[] {"pretrain", "--events", "e", "--out", "o", "--items", ""});
        for (String[] command : commands) {
            Terminal one = new Terminal();
            assertThat(one.run(command)).as(String.join(" ", command)).isEqualTo(2);
            assertThat(one.err()).contains(") of --").contains("must be given");
        }
        assertThat(terminal.run("pretrain", "--events", "e.csv", "--out", "")).isEqualTo(2);
        assertThat(terminal.err()).contains("The folder () of --out must be given.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--out", "--store"})
    void anOptionWithTwoNamesIsNamedAsItWasTyped(String name) throws IOException {
        assertThat(terminal.run("pretrain", "--events", "e.csv", name + "=")).isEqualTo(2);
        assertThat(terminal.err()).contains("The folder () of " + name + " must be given.");
        Path file = write("file", "");
        String inside = file.resolve("store").toString();
        assertThat(terminal.run("pretrain", "--events", "e.csv", name, inside)).isEqualTo(1);
        assertThat(terminal.err()).contains(") of " + name + " must be writable");
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() throws IOException {
        Writer full =
                new Writer() {
                    @Override
                    public void write(char[] text, int from, int length) throws IOException {
                        throw new IOException("No space left on device");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        assertThat(pretrain(events, "--no-select")).isZero();
        for (String[] command :
                List.of(
                        new String[] {"--help"},
                        new String[] {"model", "list", "--store", store()},
                        new String[] {
                            "evaluate", "--events", events.toString(), "--model", store(), "--json"
                        })) {
            StringWriter err = new StringWriter();
            Console console = new Console(new PrintWriter(full), new PrintWriter(err, true), false);
            assertThat(Riffle.commandLine(console).execute(command))
                    .as(String.join(" ", command))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("must be written to standard output");
        }
    }

    @Test
    void aForeignExceptionIsToldInWords() throws IOException {
        Path plain = write("plain.csv.gz", HEADER);
        assertThat(pretrain(plain)).isEqualTo(1);
        assertThat(pretrain(folder)).isEqualTo(1);
        assertThat(pretrain(events, "--no-select", "--keep-checkpoint")).isZero();
        Path state = folder.resolve("store/pretraining/state.json");
        Files.writeString(state, Files.readString(state).substring(0, 101));
        assertThat(pretrain(events, "--no-select")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("plain.csv.gz) must be gzip")
                .contains("(" + folder + ") must be a file")
                .contains(folder.resolve("store/pretraining").toString())
                .doesNotContain("Exception");
    }

    @Test
    void aRunGoesOnForMoreEpochsAndSaysSo() throws IOException {
        assertThat(pretrain(events, "--no-select", "--keep-checkpoint")).isZero();
        assertThat(pretrain(events, "--no-select", "--epochs", "3")).isZero();
        assertThat(terminal.err())
                .contains("final: training up to epoch 1\n".replace("\n", System.lineSeparator()))
                .contains("up to epoch 3, going on after epoch 1; the learning rate, planned for 1")
                .contains("final epoch 3/3");
        assertThat(folder.resolve("store/pretraining")).doesNotExist();
        assertThat(folder.resolve("store/backbone/2/manifest.json")).exists();
    }

    @Test
    void otherNamesOfColumnsAndEventsAreRead() throws IOException {
        Path file =
                write(
                        "shop.csv",
                        "timestamp,visitorid,event,itemid,transactionid\n"
                                + walks(12, 10, 8)
                                        .replaceAll(
                                                "(u\\d+),(i\\d+),(\\d+)",
                                                "$3000,$1,addtocart,$2,"));
        assertThat(pretrain(file, "--no-select")).isEqualTo(1);
        assertThat(terminal.err()).contains("event (addtocart) is not known, see --map-events");
        assertThat(pretrain(file, "--no-select", "--map-events", "addtocart=CART")).isZero();
        assertThat(evaluate(file, "--map-events", "addtocart=cart", "--columns", "id=none"))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("must have a column none");
    }

    @Test
    void filesAndFiguresAreTheSameInEveryLocale() throws IOException {
        assertThat(pretrain(events, "--no-select")).isZero();
        String table = table("en");
        Path english = simulated();
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("ar-EG-u-nu-arab", "de-DE", "hi-IN-u-nu-deva", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(table(tag)).as(tag).isEqualTo(table);
                Path other = simulated();
                for (String file : List.of("events.csv.gz", "items.csv", "users.csv")) {
                    assertThat(other.resolve(file)).hasSameBinaryContentAs(english.resolve(file));
                }
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private Path simulated() throws IOException {
        Path into = Files.createTempDirectory(folder, "sim");
        assertThat(new Terminal().run("simulate", "--events", "50", "--out", into.toString()))
                .isZero();
        return into;
    }

    private String table(String locale) {
        Terminal one = new Terminal();
        assertThat(one.run("evaluate", "--events", events.toString(), "--model", store()))
                .as(locale)
                .isZero();
        assertThat(one.out()).containsPattern("popularity +12  0\\.[0-9]{4} ±0\\.[0-9]{4}");
        return one.out();
    }

    private String store() {
        return folder.resolve("store").toString();
    }

    private int pretrain(Path file, String... more) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("pretrain", "--events", file.toString(), "--out", store()));
        all.addAll(List.of("--width", "8", "--layers", "1", "--ffn-width", "8"));
        all.addAll(List.of("--max-history", "20", "--device", "cpu", "--reranker-lists", "5"));
        all.addAll(List.of(more));
        if (!all.contains("--epochs")) {
            all.addAll(List.of("--epochs", "1"));
        }
        return terminal.run(all.toArray(String[]::new));
    }

    private int evaluate(Path file, String... more) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("evaluate", "--events", file.toString(), "--model", store()));
        all.addAll(List.of(more));
        return terminal.run(all.toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String walks(int users, int items, int length) {
        StringBuilder rows = new StringBuilder();
        for (int u = 0; u < users; u++) {
            for (int i = 0; i < length; i++) {
                rows.append("u").append(u).append(",i").append((u + i) % items);
                rows.append(',').append(1_600_000_000L + 60L * i).append('\n');
            }
        }
        return rows.toString();
    }
}
