package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.store.ModelStore;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders under any name, by path and by address, and what lies on no file system of ours. */
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model list --store",
                "model inspect --store",
                "model prune --store",
                "model publish --brokers 127.0.0.1:1 --store",
                "model rollback --brokers 127.0.0.1:1 --store",
                "checkpoints list --dir",
                "checkpoints prune --dir"
            })
    void anAddressWithoutItsFileSystemIsToldFirst(String command) {
        assertThat(run(command, "nowhere://riffle/models")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("The address (nowhere://riffle/models) must be of a file system")
                .contains("Maybe its plugin")
                .doesNotContain("org.apache");
    }

    @Test
    void optionsOfFlinkSayWhereFilesLie() throws IOException {
        Path options = Files.writeString(folder.resolve("o.yaml"), "fs.default-scheme: none://x\n");
        String lost = "/there/is/no/such/folder";

        assertThat(run("checkpoints list --config " + options + " --dir", lost)).isEqualTo(1);
        assertThat(terminal.err()).contains(lost + ") must be of a file system that is here");
        assertThat(run("checkpoints list --dir", lost)).isEqualTo(1);
        assertThat(terminal.err()).contains(lost + ") of the checkpoints must be one that exists");
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

    private int run(String command, String address) {
        return terminal.run((command + " " + address).split(" "));
    }
}
