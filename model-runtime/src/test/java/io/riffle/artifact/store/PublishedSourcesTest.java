package io.riffle.artifact.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.tables.SourceTables;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishedSourcesTest {
    private final MemoryFiles files = new MemoryFiles(Kind.LOCAL);
    private final ModelStore store = new ModelStore(files, "/store", () -> 1);

    @Test
    void snapshotDeltaAndRollbackHaveTheirOwn() {
        LoadedModel first = publish(null, 3);
        LoadedModel second = publish(first, 9);
        long again = store.putAgain(TinyModels.NAME, first.version()).version();
        assertThat(clicks(first)).isEqualTo(3);
        assertThat(clicks(second)).isEqualTo(9);
        assertThat(clicks(store.get(TinyModels.NAME, again))).isEqualTo(3);
    }

    @Test
    void aDeltaHoldsWhatChangedAndNeedsItsSnapshotUndamaged() throws IOException {
        LoadedModel first = publish(null, 400, 300);
        LoadedModel second = publish(first, 401, 300);
        assertThat(clicks(second)).isEqualTo(401);
        assertThat(second.manifest().sourceBytes()).isLessThan(first.manifest().sourceBytes() / 2);
        assertThat(StoredModel.at(files, folder(second), TinyModels.NAME).sourceBytes())
                .isEqualTo(second.manifest().sourceBytes() + first.manifest().sourceBytes());

        String file = folder(first) + "/sources.safetensors";
        byte[] bytes = files.content(file).clone();
        bytes[bytes.length - 1] ^= 1;
        files.write(file, out -> out.write(bytes));
        assertThatThrownBy(() -> store.get(TinyModels.NAME, second.version()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(file);
    }

    @Test
    void theFirstSourcesAfterASnapshotWithoutAnyAreWhole() {
        long bare = TinyModels.snapshot(store, 1).version();
        LoadedModel delta = publish(store.get(TinyModels.NAME, bare), 7, 5);
        assertThat(clicks(delta)).isEqualTo(7);
    }

    private static String folder(LoadedModel model) {
        return "/store/backbone/" + model.version();
    }

    @Test
    void theFingerprintIsThatOfWeightsAndItems() {
        LoadedModel with = publish(null, 3);
        Manifest without = TinyModels.snapshot(store, 1);
        assertThat(with.fingerprint())
                .isEqualTo(store.get(TinyModels.NAME, without.version()).fingerprint());
    }

    @Test
    void aModelWithoutSourcesHasNone() {
        long version = TinyModels.snapshot(store, 1).version();
        assertThat(store.get(TinyModels.NAME, version).sources()).isNull();
    }

    @Test
    void whatIsDamagedIsRefused() throws IOException {
        LoadedModel model = publish(null, 3);
        String file = "/store/backbone/" + model.version() + "/sources.safetensors";
        byte[] bytes = files.content(file).clone();
        bytes[bytes.length - 1] ^= 1;
        files.write(file, out -> out.write(bytes));
        assertThatThrownBy(() -> store.get(TinyModels.NAME, model.version()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("sources.safetensors");
    }

    private LoadedModel publish(@Nullable LoadedModel base, int clicks) {
        return publish(base, clicks, 5);
    }

    private LoadedModel publish(@Nullable LoadedModel base, int clicks, int rows) {
        StagedVersion staged =
                store.stage(
                        TinyModels.draft(),
                        base,
                        TinyModels.tensors(1),
                        TinyModels.ITEMS,
                        sources(clicks, rows));
        return store.get(TinyModels.NAME, staged.commit().version());
    }

    private static SourceTables sources(int clicks, int rows) {
        SourceBlend blend = new SourceBlend();
        for (int click = 0; click < clicks; click++) {
            blend.count(Past.NOTHING, 1 + click % (rows - 1), click);
        }
        return blend.tables(rows);
    }

    private static int clicks(LoadedModel model) {
        SourceTables sources = Objects.requireNonNull(model.sources());
        return Arrays.stream(Objects.requireNonNull(sources.whole().get("clicks"))).sum();
    }
}
