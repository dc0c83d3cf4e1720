package io.riffle.artifact.store;

import static io.riffle.artifact.testing.TinyModels.NAME;
import static io.riffle.artifact.testing.TinyModels.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.ModelException.Reason;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeltaBaseTest {
    private static final String ROOT = "/store";

    private final MemoryFiles files = new MemoryFiles(Kind.LOCAL);
    private final ModelStore store = new ModelStore(files, ROOT);

    @BeforeEach
    void publish() {
        snapshot(store, 1);
    }

    @Test
    void deltaNamesTheManifestOfItsBase() {
        Manifest delta = TinyModels.delta(store, store.get(NAME, 1), 2);
        assertThat(delta.baseSha256()).isEqualTo(store.sha256(NAME, 1));
        assertThat(store.get(NAME, 2).manifest().baseSha256()).isEqualTo(delta.baseSha256());
        assertThat(store.putAgain(NAME, 2).baseSha256()).isEqualTo(delta.baseSha256());
    }

    @Test
    void deltaOfAnEarlierReleaseIsRead() {
        TinyModels.delta(store, store.get(NAME, 1), 2);
        String path = ROOT + "/backbone/2/manifest.json";
        String manifest = new String(files.content(path), StandardCharsets.UTF_8);
        String older = manifest.replaceAll("\"(base_sha256|claim)\" : \"[0-9a-f-]+\",\\s+", "");
        assertThat(older).doesNotContain("base_sha256").doesNotContain("claim");
        files.all().put(path, older.getBytes(StandardCharsets.UTF_8));
        assertThat(store.get(NAME, 2).manifest().baseSha256()).isNull();
        assertThat(store.get(NAME, 2).manifest().baseVersion()).isEqualTo(1);
    }

    @Test
    void deltaOnAnotherBaseOfTheSameNumberIsRefused() {
        TinyModels.delta(store, store.get(NAME, 1), 2);
        replaceBase();
        assertThatThrownBy(() -> store.get(NAME, 2))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BASE))
                .hasMessageContaining("must be the one it changes");
    }

    @Test
    void deltaIsNotWrittenOverABaseThatIsAnotherByNow() {
        LoadedModel base = store.get(NAME, 1);
        replaceBase();
        assertThatThrownBy(() -> TinyModels.delta(store, base, 2))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BASE))
                .hasMessageContaining("must be the one in the store");
        assertThat(store.newest(NAME)).hasValue(1);
    }

    @Test
    void deltaIsTakenBackWhenItsBaseWentMeanwhile() {
        StagedVersion staged =
                store.stage(
                        TinyModels.draft(),
                        store.get(NAME, 1),
                        TinyModels.tensors(2),
                        TinyModels.ITEMS);
        for (int i = 0; i < 4; i++) {
            snapshot(store, 3 + i);
        }
        assertThat(store.pruning(Retention.DEFAULT.keeping(2)).prune(NAME, java.util.Set.of()))
                .contains(1L);
        assertThatThrownBy(staged::commit)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BASE));
        assertThat(store.versions(NAME)).doesNotContain(2L);
    }

    /** Another snapshot of the same number, whole in itself. */
    private void replaceBase() {
        MemoryFiles other = new MemoryFiles(Kind.LOCAL);
        snapshot(new ModelStore(other, ROOT), 9);
        for (Map.Entry<String, byte[]> file : other.all().entrySet()) {
            if (file.getKey().startsWith(ROOT + "/backbone/1/")) {
                files.all().put(file.getKey(), file.getValue());
            }
        }
    }
}
