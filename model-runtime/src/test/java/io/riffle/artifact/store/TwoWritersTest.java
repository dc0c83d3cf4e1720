package io.riffle.artifact.store;

import static io.riffle.artifact.testing.TinyModels.NAME;
import static io.riffle.artifact.testing.TinyModels.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.Manifest;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoWritersTest {
    private static final String ROOT = "/store";
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

    @AfterAll
    static void stop() {
        THREADS.shutdown();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void twoTrainersNeverWriteTheSameVersion(Kind kind) {
        everyInterleaving(kind, store -> snapshot(store, 5), store -> snapshot(store, 6));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void trainerBesideARollbackTakesAnotherNumber(Kind kind) {
        everyInterleaving(
                kind,
                store -> store.putAgain(NAME, 1),
                store -> TinyModels.delta(store, store.get(NAME, 1), 5));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rollbackBesideATrainerTakesAnotherNumber(Kind kind) {
        everyInterleaving(
                kind,
                store -> TinyModels.delta(store, store.get(NAME, 1), 5),
                store -> store.putAgain(NAME, 1));
    }

    /** The one stops before each of its steps, the other goes some steps, then both go on. */
    private static void everyInterleaving(
            Kind kind, Function<ModelStore, Manifest> one, Function<ModelStore, Manifest> other) {
        int steps = steps(kind, one);
        for (int first = 0; first <= steps; first++) {
            for (int second : new int[] {1, 2, 3, 5, 8, 13, 21}) {
                interleaved(kind, one, other, first, second);
            }
        }
    }

    private static int steps(Kind kind, Function<ModelStore, Manifest> writer) {
        MemoryFiles files = new MemoryFiles(kind);
        snapshot(new ModelStore(files, ROOT), 1);
        int[] steps = {0};
        Manifest written = writer.apply(new ModelStore(files.seenBy(r -> steps[0]++), ROOT));
        assertThat(written.version()).isEqualTo(2);
        return steps[0];
    }

    private static void interleaved(
            Kind kind,
            Function<ModelStore, Manifest> one,
            Function<ModelStore, Manifest> other,
            int first,
            int second) {
        MemoryFiles files = new MemoryFiles(kind);
        snapshot(new ModelStore(files, ROOT), 1);
        Turns turns = new Turns(first, second);
        Map<String, Integer> written = new ConcurrentSkipListMap<>();
        var a = start(files, turns, 0, one, written);
        var b = start(files, turns, 1, other, written);
        long mine = a.join().version();
        long theirs = b.join().version();
        String when = kind + " " + first + "/" + second;
        assertThat(Set.of(mine, theirs)).as(when).hasSize(2);
        ModelStore store = new ModelStore(files, ROOT);
        Map<Long, String> claims = new TreeMap<>();
        for (long version : store.versions(NAME)) {
            assertThat(store.get(NAME, version).version()).as(when).isEqualTo(version);
            claims.put(version, Objects.requireNonNull(store.manifest(NAME, version).claim()));
        }
        assertThat(claims.keySet()).as(when).contains(1L, mine, theirs).hasSize(3);
        assertThat(Set.copyOf(claims.values())).as(when).hasSize(3);
        assertThat(store.newest(NAME)).as(when).hasValue(Math.max(mine, theirs));
        assertThat(written.values()).as(when + " " + written).allMatch(times -> times == 1);
    }

    private static CompletableFuture<Manifest> start(
            MemoryFiles files,
            Turns turns,
            int who,
            Function<ModelStore, Manifest> writer,
            Map<String, Integer> written) {
        MemoryFiles mine =
                files.seenBy(
                        request -> {
                            turns.step(who);
                            count(request, written);
                        });
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return writer.apply(new ModelStore(mine, ROOT));
                    } finally {
                        turns.done(who);
                    }
                },
                THREADS);
    }

    /** How often each file of a version was put in its place. */
    private static void count(String request, Map<String, Integer> written) throws IOException {
        String file = request.substring(request.indexOf(' ') + 1);
        if (request.matches("(put|rename) .*(safetensors|jsonl|manifest.json)")) {
            written.merge(file, 1, Integer::sum);
        }
    }
}
