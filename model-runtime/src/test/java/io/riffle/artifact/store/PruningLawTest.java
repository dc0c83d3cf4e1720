package io.riffle.artifact.store;

import static io.riffle.artifact.testing.TinyModels.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is published, taken back, saved and deleted: what somebody needs is there. */
class PruningLawTest {
    private static final int RETAINED = 3;

    /** What may happen to a store. */
    private enum Event {
        SNAPSHOT,
        DELTA,
        ROLLBACK,
        CRASH,
        CHECKPOINT,
        RESTORE,
        HOUR,
        PRUNE,
        PRUNE_BY_HAND
    }

    @Provide
    Arbitrary<List<Event>> histories() {
        return Arbitraries.of(Event.class).list().ofMaxSize(40);
    }

    @Property(tries = 200)
    void nothingThatIsNeededIsDeleted(
            @ForAll Kind kind, @ForAll("histories") List<Event> history, @ForAll long seed) {
        World world = new World(kind, Math.floorMod(seed, 3) + 2);
        for (Event event : history) {
            world.happens(event);
            world.holds();
        }
    }

    /** A store, a trainer, its checkpoints and what was announced. */
    private static final class World {
        private final MemoryFiles files;
        private final int keepLast;
        private long now = 1;
        private ModelStore store;
        private StorePruning trainers;
        private final Deque<Set<Long>> checkpoints = new ArrayDeque<>();
        private final Set<Long> given = new TreeSet<>();
        private long snapshot;
        private long published;
        private long announced;
        private long rollback;

        World(Kind kind, int keepLast) {
            this.files = new MemoryFiles(kind);
            this.keepLast = keepLast;
            open();
            happens(Event.SNAPSHOT);
        }

        /** Another process: it knows nothing but what is in the store. */
        private void open() {
            store = new ModelStore(files, "/store", () -> now);
            trainers = store.pruning(retention());
        }

        private Retention retention() {
            return new Retention(keepLast, Duration.ofHours(2), 5);
        }

        void happens(Event event) {
            switch (event) {
                case SNAPSHOT -> {
                    snapshot = announce(TinyModels.snapshot(store, now).version());
                    published = snapshot;
                }
                case DELTA -> {
                    LoadedModel base = store.get(NAME, snapshot);
                    published = announce(TinyModels.delta(store, base, now).version());
                }
                case ROLLBACK -> announce(store.putAgain(NAME, back()).version());
                case CRASH ->
                        given(
                                store.stage(
                                                TinyModels.draft(),
                                                null,
                                                TinyModels.tensors(1),
                                                TinyModels.ITEMS)
                                        .manifest()
                                        .version());
                case CHECKPOINT -> {
                    checkpoints.add(new TreeSet<>(List.of(snapshot, published)));
                    if (checkpoints.size() > RETAINED) {
                        checkpoints.remove();
                    }
                }
                case RESTORE -> {
                    open();
                    if (!checkpoints.isEmpty()) {
                        Set<Long> named = checkpoints.getLast();
                        snapshot = new ArrayList<>(new TreeSet<>(named)).get(0);
                        published = new TreeSet<>(named).last();
                    }
                }
                case HOUR -> now += Duration.ofHours(1).toMillis();
                case PRUNE -> trainers.prune(NAME, referenced());
                case PRUNE_BY_HAND ->
                        new ModelStore(files, "/store", () -> now)
                                .pruning(retention())
                                .prune(NAME, referenced());
            }
        }

        private Set<Long> referenced() {
            Set<Long> referenced = new TreeSet<>(List.of(announced, published, snapshot));
            checkpoints.forEach(referenced::addAll);
            return referenced;
        }

        private long announce(long version) {
            announced = given(version);
            // Just now nothing was deleted yet.
            rollback = back();
            return version;
        }

        private long given(long version) {
            assertThat(given).as("versions given out").doesNotContain(version);
            assertThat(given).allMatch(earlier -> earlier < version);
            given.add(version);
            return version;
        }

        /** As {@code riffle model rollback} finds it. */
        private long back() {
            long copyOf = store.manifest(NAME, announced).copyOf();
            long origin = copyOf > 0 ? copyOf : announced;
            long found = 0;
            for (long version : store.versions(NAME)) {
                if (version < origin && store.manifest(NAME, version).copyOf() == 0) {
                    found = version;
                }
            }
            return found > 0 ? found : announced;
        }

        void holds() {
            ModelStore reader = new ModelStore(files, "/store");
            for (long version : referenced()) {
                assertThat(reader.get(NAME, version).version()).isEqualTo(version);
            }
            List<Long> complete = reader.versions(NAME);
            for (long version : complete) {
                assertThat(reader.get(NAME, version).version()).isEqualTo(version);
            }
            assertThat(reader.newest(NAME)).hasValue(complete.get(complete.size() - 1));
            assertThat(back()).as("where a rollback of %d goes", announced).isEqualTo(rollback);
        }
    }
}
