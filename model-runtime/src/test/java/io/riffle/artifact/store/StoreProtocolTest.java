package io.riffle.artifact.store;

import static io.riffle.artifact.testing.TinyModels.NAME;
import static io.riffle.artifact.testing.TinyModels.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreProtocolTest {
    private static final String ROOT = "/store";

    @ParameterizedTest
    @EnumSource(Kind.class)
    void writerThatDiesAtAnyStepStopsNobody(Kind kind) {
        int steps = steps(kind);
        assertThat(steps).isGreaterThan(8);
        for (int at = 0; at < steps; at++) {
            dies(kind, at, false);
            dies(kind, at, true);
        }
    }

    /** One that fails once and one whose process is gone. */
    private static void dies(Kind kind, int at, boolean forGood) {
        MemoryFiles files = new MemoryFiles(kind);
        ModelStore before = new ModelStore(files, ROOT);
        snapshot(before, 1);
        LoadedModel base = before.get(NAME, 1);
        int[] step = {0};
        MemoryFiles dying =
                files.seenBy(
                        request -> {
                            int now = step[0]++;
                            if (now == at || (forGood && now > at)) {
                                throw new IOException("died at " + request);
                            }
                        });
        assertThatThrownBy(() -> TinyModels.delta(new ModelStore(dying, ROOT), base, 2))
                .isInstanceOf(ModelException.class);
        String died = kind + " died at step " + at;
        allComplete(files, died);
        ModelStore after = new ModelStore(files, ROOT);
        Manifest next = snapshot(after, 3);
        assertThat(next.version()).as(died).isBetween(2L, 3L);
        allComplete(files, died);
        assertThat(new ModelStore(files, ROOT).newest(NAME)).as(died).hasValue(next.version());
        assertThat(snapshot(after, 4).version()).as(died).isEqualTo(next.version() + 1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void leftOversOfADeadWriterAreNotWrittenOver(Kind kind) {
        MemoryFiles files = new MemoryFiles(kind);
        ModelStore store = new ModelStore(files, ROOT);
        snapshot(store, 1);
        files.all().put(ROOT + "/backbone/2/weights.safetensors", new byte[] {1});
        assertThat(snapshot(store, 2).version()).isEqualTo(3);
        assertThat(files.content(ROOT + "/backbone/2/weights.safetensors")).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void storeOfAnEarlierReleaseGoesOn(Kind kind) {
        MemoryFiles files = new MemoryFiles(kind);
        ModelStore store = new ModelStore(files, ROOT);
        snapshot(store, 1);
        snapshot(store, 2);
        files.all().keySet().removeIf(path -> path.contains("claim") || path.endsWith("/newest"));
        // It died while it wrote version 3.
        files.all().put(ROOT + "/backbone/3/weights.safetensors", new byte[] {1});
        ModelStore later = new ModelStore(files, ROOT);
        assertThat(later.newest(NAME)).hasValue(2);
        assertThat(later.get(NAME, 2).version()).isEqualTo(2);
        assertThat(snapshot(later, 3).version()).isEqualTo(4);
        assertThat(later.newest(NAME)).hasValue(4);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void pointerThatIsWrongIsNotBelieved(Kind kind) {
        wrong(kind, files -> files.remove(ROOT + "/backbone/newest"));
        for (String content : new String[] {"", "x", "3", "1\n", "-3\n", "77\n", "2\n2\n"}) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            wrong(kind, files -> files.put(ROOT + "/backbone/newest", bytes));
        }
        wrong(kind, files -> files.put(ROOT + "/backbone/newest", new byte[1 << 20]));
    }

    private static void wrong(Kind kind, Consumer<java.util.Map<String, byte[]>> change) {
        MemoryFiles files = new MemoryFiles(kind);
        ModelStore store = new ModelStore(files, ROOT);
        for (int i = 1; i <= 3; i++) {
            snapshot(store, i);
        }
        change.accept(files.all());
        assertThat(store.newest(NAME)).hasValue(3);
        assertThat(new ModelStore(files, ROOT).newest(NAME)).hasValue(3);
        long next = snapshot(new ModelStore(files, ROOT), 4).version();
        assertThat(next).isGreaterThan(3);
        assertThat(new ModelStore(files, ROOT).newest(NAME)).hasValue(next);
    }

    @Test
    void stagedVersionDoesNotExistUntilItIsCommitted() {
        MemoryFiles files = new MemoryFiles(Kind.LOCAL);
        ModelStore store = new ModelStore(files, ROOT);
        snapshot(store, 1);
        StagedVersion refused =
                store.stage(TinyModels.draft(), null, TinyModels.tensors(2), TinyModels.ITEMS);
        assertThat(refused.read().version()).isEqualTo(2);
        assertThat(new ModelStore(files, ROOT).newest(NAME)).hasValue(1);
        assertThat(store.versions(NAME)).containsExactly(1L);
        // Its number is used up.
        assertThat(snapshot(store, 3).version()).isEqualTo(3);
        assertThat(store.versions(NAME)).containsExactly(1L, 3L);
    }

    @Test
    void manifestNamesItsClaim() {
        MemoryFiles files = new MemoryFiles(Kind.S3);
        Manifest manifest = snapshot(new ModelStore(files, ROOT, () -> 1234), 1);
        assertThat(new String(files.content(ROOT + "/backbone/1/claim"), StandardCharsets.UTF_8))
                .isEqualTo(manifest.claim() + " 1234\n");
    }

    private static void allComplete(MemoryFiles files, String when) {
        ModelStore store = new ModelStore(files, ROOT);
        for (long version : store.versions(NAME)) {
            assertThat(store.get(NAME, version).version()).as(when).isEqualTo(version);
        }
        long newest = store.newest(NAME).orElseThrow();
        assertThat(store.get(NAME, newest).version()).as(when).isEqualTo(newest);
    }

    private static int steps(Kind kind) {
        MemoryFiles files = new MemoryFiles(kind);
        ModelStore before = new ModelStore(files, ROOT);
        snapshot(before, 1);
        LoadedModel base = before.get(NAME, 1);
        int[] step = {0};
        TinyModels.delta(new ModelStore(files.seenBy(request -> step[0]++), ROOT), base, 2);
        return step[0];
    }
}
