package io.riffle.job.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.store.ModelStore;
import io.riffle.job.settings.TrainSettings.Upkeep;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreUpkeepTest {

    private static final int RETAINED = 10;

    @TempDir private Path folder;
    private ModelStore store;
    private StoreUpkeep upkeep;
    private long checkpoint;

    @BeforeEach
    void open() {
        store = ModelStore.local(folder);
        upkeep = keeping(20, RETAINED);
    }

    private StoreUpkeep keeping(int versions, int checkpoints) {
        return new StoreUpkeep(
                new FlinkFiles(), folder.toString(), new Upkeep(versions, checkpoints), () -> 0);
    }

    @Test
    void versionsThatNoKeptCheckpointNamesGo() {
        for (int i = 0; i < 40; i++) {
            publish();
            completed();
            // The newest twenty, and where a rollback of the oldest of them goes.
            assertThat(store.versions("backbone")).hasSizeLessThanOrEqualTo(21);
        }
        assertThat(store.versions("backbone")).startsWith(20L).endsWith(40L);
    }

    @Test
    void nothingGoesBeforeEarlierCheckpointsAre() {
        for (int i = 0; i < 30; i++) {
            publish();
        }
        for (int i = 0; i < RETAINED - 1; i++) {
            completed();
        }
        assertThat(store.versions("backbone")).hasSize(30);
        completed();
        assertThat(store.versions("backbone")).hasSize(22).startsWith(9L);
        completed();
        assertThat(store.versions("backbone")).hasSize(21);
    }

    @Test
    void versionThatAKeptCheckpointNamesStaysHoweverManyCameAfterIt() {
        publish();
        completed();
        for (int i = 0; i < 9; i++) {
            completed();
        }
        for (int i = 0; i < 40; i++) {
            publish();
            // It fails.
            upkeep.snapshot(++checkpoint, Map.of());
        }
        completed();
        assertThat(store.versions("backbone")).contains(1L, 41L);
    }

    /** The best of late is compared with for a day, and more than twenty come in that. */
    @Test
    void versionThatTheTrainersStateNamesStaysAsLongAsItDoes() {
        for (int i = 0; i < 40; i++) {
            publish();
            completed(1);
        }
        assertThat(store.versions("backbone")).startsWith(1L, 20L).hasSize(22);
        for (int i = 0; i < RETAINED; i++) {
            completed();
        }
        publish();
        completed();
        assertThat(store.versions("backbone")).doesNotContain(1L);
    }

    @Test
    void asManyStayAsTheOptionsSay() {
        upkeep = keeping(5, 2);
        for (int i = 0; i < 40; i++) {
            publish();
            completed();
        }
        // The newest five, and where a rollback of the oldest of them goes.
        assertThat(store.versions("backbone")).containsExactly(35L, 36L, 37L, 38L, 39L, 40L);
    }

    @Test
    void nothingIsDeletedWhereEverythingIsKept() {
        upkeep = keeping(0, 1);
        for (int i = 0; i < 40; i++) {
            publish();
            completed();
        }
        assertThat(store.versions("backbone")).hasSize(40);
    }

    private void publish() {
        long version = UntrainedBackbone.publish(store, List.of("a", "b"), 1).version();
        upkeep.announced(
                new ModelUpdate(
                        ModelUpdate.BACKBONE,
                        version,
                        0,
                        store.uri("backbone", version),
                        store.sha256("backbone", version),
                        1,
                        Map.of(),
                        0));
    }

    private void completed(long... named) {
        Set<Long> versions = Arrays.stream(named).boxed().collect(Collectors.toSet());
        upkeep.snapshot(++checkpoint, Map.of(ModelUpdate.BACKBONE, versions));
        upkeep.completed(checkpoint);
    }
}
