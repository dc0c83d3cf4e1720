package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.store.ModelStore;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders under any name, by path and by address. */
class LocalAddressTest {

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "file://"})
    void aStoreIsFoundWhateverItsNameIs(String scheme) {
        Path store = folder.resolve("my store 50%20");
        for (int seed = 1; seed <= 4; seed++) {
            UntrainedBackbone.publish(ModelStore.local(store), List.of("a", "b"), seed);
        }

        for (String command : List.of("list", "inspect", "prune")) {
            assertThat(terminal.run("model", command, "--store", scheme + store))
                    .as(terminal.err())
                    .isZero();
        }
        assertThat(terminal.out()).contains("my store 50%20");
    }

    @Test
    void whatIsWrittenToAnAddressLiesThere() {
        Path out = folder.resolve("simulated 50%");

        assertThat(
                        terminal.run(
                                "simulate",
                                "--events",
                                "10",
                                "--users",
                                "5",
                                "--items",
                                "250",
                                "--out",
                                "file://" + out))
                .as(terminal.err())
                .isZero();

        assertThat(out.resolve("events.csv.gz")).exists();
        assertThat(Path.of("file:")).doesNotExist();
    }
}
