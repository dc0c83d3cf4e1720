package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the offline commands write, what they say of it, and what goes on after an end. */
class OfflineOutputsTest {
    @TempDir Path folder;

    private OfflineRun run;

    @BeforeEach
    void writeEvents() throws IOException {
        run = new OfflineRun(folder);
    }

    @Test
    void whatCannotBeWrittenIsKnownBeforeAnythingIsTrained() throws IOException {
        Path file = run.write("file", "");
        assertThat(
                        run.terminal()
                                .run(
                                        "pretrain",
                                        "--events",
                                        run.events().toString(),
                                        "--out",
                                        file.resolve("store").toString()))
                .isEqualTo(1);
        assertThat(run.terminal().err())
                .contains("of --out must be writable")
                .doesNotContain("epoch");
        assertThat(
                        run.terminal()
                                .run(
                                        "simulate",
                                        "--events",
                                        "5",
                                        "--out",
                                        file.resolve("simulated").toString()))
                .isEqualTo(1);
        assertThat(run.pretrain(run.events(), "--no-select")).isZero();
        assertThat(run.evaluate(run.events(), "--plot", folder.resolve("none/a.svg").toString()))
                .isEqualTo(1);
        assertThat(run.terminal().err()).contains("of --plot must be writable");
    }

    @Test
    void aFailureLeavesThePlotThatWasThere() throws IOException {
        Path plot = run.write("curve.svg", "before");
        assertThat(run.evaluate(run.events(), "--plot", plot.toString())).isEqualTo(1);
        assertThat(run.terminal().err()).contains(run.store());
        assertThat(plot).hasContent("before");
        assertThat(run.pretrain(run.events(), "--no-select", "--no-reranker")).isZero();
        assertThat(run.evaluate(run.events(), "--plot", plot.toString())).isZero();
        assertThat(plot).content().startsWith("<svg");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
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
        assertThat(run.pretrain(run.events(), "--no-select")).isZero();
        for (String[] command :
                List.of(
                        new String[] {"--help"},
                        new String[] {"model", "list", "--store", run.store()},
                        new String[] {
                            "evaluate",
                            "--events",
                            run.events().toString(),
                            "--model",
                            run.store(),
                            "--json"
                        })) {
            StringWriter err = new StringWriter();
            Console console = new Console(new PrintWriter(full), new PrintWriter(err, true), false);
            assertThat(Riffle.commandLine(console, command).execute(command))
                    .as(String.join(" ", command))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("must be written to standard output");
        }
    }

    @Test
    void aForeignExceptionIsToldInWords() throws IOException {
        Path plain = run.write("plain.csv.gz", OfflineRun.HEADER);
        assertThat(run.pretrain(plain)).isEqualTo(1);
        assertThat(run.pretrain(folder)).isEqualTo(1);
        assertThat(run.pretrain(run.events(), "--no-select", "--keep-checkpoint")).isZero();
        Path state = folder.resolve("store/pretraining/state.json");
        Files.writeString(state, Files.readString(state).substring(0, 101));
        assertThat(run.pretrain(run.events(), "--no-select")).isEqualTo(1);
        assertThat(run.terminal().err())
                .contains("plain.csv.gz) must be gzip")
                .contains("(" + folder + ") must be a file")
                .contains(folder.resolve("store/pretraining").toString())
                .doesNotContain("Exception");
    }

    @Test
    void aRerankerThatFailsDoesNotCostTheBackbonesTraining() throws IOException {
        String[] lists = {"--no-select", "--reranker-lists", "80", "--reranker-epochs", "1"};
        Path more = run.write("more.csv", OfflineRun.HEADER + OfflineRun.walks(40, 20, 10));
        Path inTheWay = Files.createDirectories(folder.resolve("store")).resolve("reranker");
        Files.writeString(inTheWay, "a file");
        assertThat(run.pretrain(more, lists)).isEqualTo(1);
        assertThat(run.terminal().err()).contains("final epoch 1/1").doesNotContain("Exception");
        assertThat(folder.resolve("store/pretraining/state.json")).exists();

        Files.delete(inTheWay);
        OfflineRun again = new OfflineRun(folder);
        assertThat(again.pretrain(more, lists)).isZero();
        assertThat(again.terminal().err()).doesNotContain("final epoch");
        assertThat(folder.resolve("store/backbone/1/manifest.json")).exists();
        assertThat(folder.resolve("store/backbone/2")).doesNotExist();
        assertThat(folder.resolve("store/reranker/1/manifest.json")).exists();
        assertThat(folder.resolve("store/pretraining")).doesNotExist();
    }

    @Test
    void aRunGoesOnForMoreEpochsAndSaysSo() throws IOException {
        assertThat(run.pretrain(run.events(), "--no-select", "--keep-checkpoint")).isZero();
        assertThat(run.pretrain(run.events(), "--no-select", "--epochs", "3")).isZero();
        assertThat(run.terminal().err())
                .contains("final: training up to epoch 1\n".replace("\n", System.lineSeparator()))
                .contains("up to epoch 3, going on after epoch 1; the learning rate, planned for 1")
                .contains("final epoch 3/3");
        assertThat(folder.resolve("store/pretraining")).doesNotExist();
        assertThat(folder.resolve("store/backbone/2/manifest.json")).exists();
    }

    @Test
    void filesAndFiguresAreTheSameInEveryLocale() throws IOException {
        assertThat(run.pretrain(run.events(), "--no-select")).isZero();
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
        assertThat(one.run("evaluate", "--events", run.events().toString(), "--model", run.store()))
                .as(locale)
                .isZero();
        assertThat(one.out()).containsPattern("popularity +12  0\\.[0-9]{4} ±0\\.[0-9]{4}");
        return one.out();
    }
}
