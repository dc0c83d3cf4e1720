package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.store.ModelStore;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPruneTest {

    @TempDir private Path folder;
    private ModelStore store;

    @BeforeEach
    void publish() {
        store = ModelStore.local(folder);
        for (int seed = 1; seed <= 6; seed++) {
            UntrainedBackbone.publish(store, List.of("a", "b"), seed);
        }
    }

    @Test
    void dryRunSaysWhatGoesAndDeletesNothing() {
        Terminal terminal = new Terminal();
        assertThat(prune(terminal, "--keep", "3", "--dry-run")).as(terminal.err()).isZero();
        // Version 3 is where a rollback of 4 goes.
        assertThat(terminal.out())
                .contains("backbone  2 versions would go: [1, 2]")
                .contains("reranker  0 versions would go");
        assertThat(store.versions("backbone")).hasSize(6);
    }

    @Test
    void whatIsNeededStays() {
        Terminal terminal = new Terminal();
        assertThat(prune(terminal, "--keep", "2", "--needed", "backbone:2", "--json"))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out())
                .isEqualToIgnoringWhitespace(
                        "{\"dry_run\":false,\"backbone\":[3],\"reranker\":[]}");
        assertThat(store.versions("backbone")).containsExactly(1L, 2L, 4L, 5L, 6L);
    }

    @Test
    void wrongOptionsAreUsageErrors() {
        Terminal terminal = new Terminal();
        assertThat(prune(terminal, "--keep", "1")).isEqualTo(2);
        assertThat(terminal.err()).contains("The number of versions (1) of --keep must be");
        assertThat(prune(terminal, "--needed", "12")).isEqualTo(2);
        assertThat(terminal.err()).contains("The version (12) of --needed must be a model");
        assertThat(store.versions("backbone")).hasSize(6);
    }

    private int prune(Terminal terminal, String... options) {
        List<String> words = new ArrayList<>(List.of("model", "prune", "--store"));
        words.add(folder.toString());
        words.addAll(List.of(options));
        return terminal.run(words.toArray(String[]::new));
    }
}
