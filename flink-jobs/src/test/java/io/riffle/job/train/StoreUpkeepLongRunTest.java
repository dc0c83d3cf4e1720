package io.riffle.job.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.settings.TrainSettings.Upkeep;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weeks of publishing, without the time between. */
@Tag("chaos") // long: ./mvnw verify -Pchaos
class StoreUpkeepLongRunTest {

    private static final List<String> ITEMS = List.of("a", "b");
    private static final int SNAPSHOTS = 200;
    private static final int DELTAS = 15;
    private static final int VERSIONS = 20;
    private static final int CHECKPOINTS = 10;

    /** Of no number that versions or checkpoints repeat at. */
    private static final int BETWEEN_RESTARTS = 97;

    @TempDir private Path folder;
    private StoreUpkeep upkeep;
    private long checkpoint;
    private int published;

    @Test
    void threeThousandDeltasAndTheirSnapshotsLeaveWhatIsNeededAndLittleMore() {
        ModelStore store = ModelStore.local(folder);
        long snapshotBytes = 0;
        for (int i = 0; i < SNAPSHOTS; i++) {
            long version = UntrainedBackbone.publish(store, ITEMS, i).version();
            completed(store, version);
            snapshotBytes = Math.max(snapshotBytes, bytes(folder.resolve("backbone/" + version)));
            LoadedModel base = store.get(ModelUpdate.BACKBONE, version);
            for (int j = 0; j < DELTAS; j++) {
                completed(store, delta(store, base, j));
            }
            holds(store, snapshotBytes);
        }
        assertThat(published).isEqualTo(SNAPSHOTS * (DELTAS + 1));
        long newest = store.newest(ModelUpdate.BACKBONE).orElseThrow();
        assertThat(newest).isEqualTo(published);
        assertThat(store.get(ModelUpdate.BACKBONE, newest).version()).isEqualTo(newest);
    }

    /** All that lies there is below ten snapshots and what has to be kept. */
    private void holds(ModelStore store, long snapshotBytes) {
        List<Long> versions = store.versions(ModelUpdate.BACKBONE);
        Set<Long> needed = new TreeSet<>();
        // The newest, and where a rollback of the oldest of them goes; then their snapshots.
        for (long version :
                versions.subList(Math.max(0, versions.size() - VERSIONS - 1), versions.size())) {
            needed.add(version);
            long base = store.manifest(ModelUpdate.BACKBONE, version).baseVersion();
            needed.add(base == 0 ? version : base);
        }
        long kept = needed.stream().mapToLong(v -> bytes(folder.resolve("backbone/" + v))).sum();
        assertThat(bytes(folder)).isLessThan(10 * snapshotBytes + kept);
    }

    private static long delta(ModelStore store, LoadedModel base, int number) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(base.tensors());
        tensors.computeIfPresent(
                "item_embedding",
                (name, tensor) -> {
                    float[] values = tensor.data().clone();
                    values[values.length - 1] += .001f * (number + 1);
                    return new Tensor(tensor.shape(), values);
                });
        Manifest draft = Manifest.draft(ModelUpdate.BACKBONE, base.config());
        return store.putDelta(draft, base, tensors, ITEMS).version();
    }

    /** A version was published, announced, and its checkpoint completed. */
    private void completed(ModelStore store, long version) {
        if (++published % BETWEEN_RESTARTS == 0) {
            restart();
        }
        upkeep.announced(
                new ModelUpdate(
                        ModelUpdate.BACKBONE,
                        version,
                        0,
                        store.uri(ModelUpdate.BACKBONE, version),
                        store.sha256(ModelUpdate.BACKBONE, version),
                        1,
                        Map.of(),
                        0));
        upkeep.snapshot(++checkpoint, Map.of());
        upkeep.completed(checkpoint);
    }

    @BeforeEach
    void restart() {
        upkeep =
                new StoreUpkeep(
                        new FlinkFiles(),
                        folder.toString(),
                        new Upkeep(VERSIONS, CHECKPOINTS),
                        () -> 0);
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
