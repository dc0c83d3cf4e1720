package io.riffle.artifact.store;

import static io.riffle.artifact.testing.TinyModels.NAME;
import static io.riffle.artifact.testing.TinyModels.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PruningTest {
    private static final String ROOT = "/store";
    private static final Retention TWO = new Retention(2, Duration.ofHours(1), 100);

    private final MemoryFiles files = new MemoryFiles(Kind.LOCAL);
    private long now = 1;
    private final ModelStore store = new ModelStore(files, ROOT, () -> now);

    @Test
    void theOldestGoFirstAndNothingIsLeftOfThem() {
        for (int i = 1; i <= 6; i++) {
            snapshot(store, i);
        }
        StorePruning pruning = store.pruning(TWO.atMost(2));
        assertThat(pruning.plan(NAME, Set.of(1L))).containsExactly(2L, 3L);
        assertThat(store.versions(NAME)).hasSize(6);
        assertThat(pruning.prune(NAME, Set.of(1L))).containsExactly(2L, 3L);
        // Version 4 is where a rollback of 5 goes.
        assertThat(pruning.prune(NAME, Set.of(1L))).isEmpty();
        assertThat(store.versions(NAME)).containsExactly(1L, 4L, 5L, 6L);
        assertThat(files.all().keySet()).noneMatch(path -> path.matches(".*/[23]/.*"));
    }

    @Test
    void snapshotOfAKeptDeltaStays() {
        snapshot(store, 1);
        LoadedModel base = store.get(NAME, 1);
        for (int i = 2; i <= 6; i++) {
            TinyModels.delta(store, base, i);
        }
        assertThat(store.pruning(TWO).prune(NAME, Set.of())).containsExactly(2L, 3L);
        assertThat(store.get(NAME, 6).version()).isEqualTo(6);
    }

    @Test
    void snapshotGoesAfterItsDeltasWhereverARunEnds() {
        snapshot(store, 1);
        LoadedModel base = store.get(NAME, 1);
        for (int i = 2; i <= 4; i++) {
            TinyModels.delta(store, base, i);
        }
        for (int i = 5; i <= 7; i++) {
            snapshot(store, i);
        }
        StorePruning pruning = store.pruning(TWO.atMost(1));
        for (long last : new long[] {2, 3, 4, 1}) {
            assertThat(pruning.prune(NAME, Set.of())).containsExactly(last);
            for (long left : store.versions(NAME)) {
                assertThat(new ModelStore(files, ROOT).get(NAME, left).version()).isEqualTo(left);
            }
        }
        assertThat(pruning.prune(NAME, Set.of())).isEmpty();
    }

    @Test
    void claimOfADeadWriterGoesAfterItsTimeAndItsNumberNeverComesBack() {
        snapshot(store, 1);
        store.stage(TinyModels.draft(), null, TinyModels.tensors(2), TinyModels.ITEMS);
        snapshot(store, 3);
        store.stage(TinyModels.draft(), null, TinyModels.tensors(2), TinyModels.ITEMS);
        now += Duration.ofMinutes(59).toMillis();
        assertThat(store.pruning(TWO).prune(NAME, Set.of())).isEmpty();
        now += Duration.ofMinutes(1).toMillis();
        // Above the newest version nothing is touched.
        assertThat(store.pruning(TWO).prune(NAME, Set.of())).containsExactly(2L);
        assertThat(snapshot(new ModelStore(files, ROOT), 5).version()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void pruningThatDiesAtAnyStepBreaksNothing(Kind kind) {
        for (int at = 0; at < 60; at++) {
            int last = at;
            MemoryFiles shared = new MemoryFiles(kind);
            ModelStore healthy = new ModelStore(shared, ROOT);
            for (int i = 1; i <= 4; i++) {
                snapshot(healthy, i);
            }
            int[] step = {0};
            ModelStore dying =
                    new ModelStore(
                            shared.seenBy(
                                    request -> {
                                        if (step[0]++ >= last) {
                                            throw new IOException("died at " + request);
                                        }
                                    }),
                            ROOT);
            try {
                dying.pruning(TWO).prune(NAME, Set.of());
            } catch (ModelException e) {
                assertThat(e).hasMessageContaining("died at");
            }
            for (long version : healthy.versions(NAME)) {
                assertThat(healthy.get(NAME, version).version()).isEqualTo(version);
            }
            assertThat(healthy.versions(NAME)).contains(2L, 3L, 4L);
            assertThat(snapshot(new ModelStore(shared, ROOT), 5).version()).isEqualTo(5);
            healthy.pruning(TWO).prune(NAME, Set.of());
            assertThat(healthy.versions(NAME)).containsExactly(3L, 4L, 5L);
        }
    }

    /** A delta is committed at each step of a pruning that does not know of it. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void deltaThatAppearsMeanwhileHasItsSnapshotOrIsTakenBack(Kind kind) {
        for (int at = 0; at < 60; at++) {
            int here = at;
            MemoryFiles shared = new MemoryFiles(kind);
            ModelStore writer = new ModelStore(shared, ROOT);
            for (int i = 1; i <= 5; i++) {
                snapshot(writer, i);
            }
            StagedVersion delta =
                    writer.stage(
                            TinyModels.draft(),
                            writer.get(NAME, 1),
                            TinyModels.tensors(7),
                            TinyModels.ITEMS);
            int[] step = {0};
            boolean[] refused = {false};
            ModelStore pruned =
                    new ModelStore(
                            shared.seenBy(
                                    request -> {
                                        if (step[0]++ == here) {
                                            refused[0] = !committed(delta);
                                        }
                                    }),
                            ROOT);
            pruned.pruning(TWO).prune(NAME, Set.of());
            if (step[0] <= here) {
                return;
            }
            boolean there = writer.versions(NAME).contains(6L);
            assertThat(there).as("step " + at).isNotEqualTo(refused[0]);
            if (there) {
                assertThat(writer.get(NAME, 6).version()).isEqualTo(6);
            }
        }
    }

    @Test
    void retentionKeepsSomethingToGoBackTo() {
        assertThatThrownBy(() -> TWO.keeping(1)).hasMessageContaining("must be 2 or more");
    }

    private static boolean committed(StagedVersion delta) {
        try {
            delta.commit();
            return true;
        } catch (ModelException e) {
            return false;
        }
    }
}
