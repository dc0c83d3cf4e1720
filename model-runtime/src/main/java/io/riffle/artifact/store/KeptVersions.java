package io.riffle.artifact.store;

import io.riffle.artifact.Manifest;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which versions of a model are needed: some, those to go back to from them, and their snapshots.
 *
 * <p><b>State:</b> what manifests said that were read before; a manifest never changes.
 */
final class KeptVersions {
    private final ModelStore store;
    private final int keepLast;
    private final Map<String, Map<Long, Origin>> known = new HashMap<>();

    KeptVersions(ModelStore store, int keepLast) {
        this.store = store;
        this.keepLast = keepLast;
    }

    /**
     * What a manifest says about other versions.
     *
     * @param base of a delta; 0 = a snapshot
     * @param copyOf whose files these are; 0 = its own
     */
    private record Origin(long base, long copyOf) {}

    /**
     * Versions to keep.
     *
     * @param referenced of which some may be gone
     */
    Set<Long> of(String model, Set<Long> referenced) throws IOException {
        VersionFolders folders = store.folders(model);
        List<Long> numbers = folders.numbers();
        Set<Long> wanted = new TreeSet<>(newest(folders, numbers));
        for (long version : referenced) {
            if (folders.complete(version)) {
                wanted.add(version);
            }
        }
        Set<Long> kept = new TreeSet<>(referenced);
        for (long version : wanted) {
            kept.add(version);
            Origin origin = origin(model, version);
            long before =
                    before(model, folders, numbers, origin.copyOf > 0 ? origin.copyOf : version);
            kept.add(before);
        }
        for (long version : List.copyOf(kept)) {
            if (version > 0 && folders.complete(version)) {
                kept.add(origin(model, version).base);
            }
        }
        origins(model).keySet().retainAll(new HashSet<>(numbers));
        return kept;
    }

    /** Snapshot that a version stands on; 0 = it is one, or is none yet. */
    long base(String model, long version) throws IOException {
        return isComplete(model, store.folders(model), version) ? origin(model, version).base : 0;
    }

    /** The newest version of its own below another: where a rollback goes; 0 = none. */
    private long before(String model, VersionFolders folders, List<Long> numbers, long version)
            throws IOException {
        for (int i = numbers.size() - 1; i >= 0; i--) {
            long earlier = numbers.get(i);
            if (earlier < version
                    && isComplete(model, folders, earlier)
                    && origin(model, earlier).copyOf == 0) {
                return earlier;
            }
        }
        return 0;
    }

    private Set<Long> newest(VersionFolders folders, List<Long> numbers) throws IOException {
        Set<Long> newest = new TreeSet<>();
        for (int i = numbers.size() - 1; i >= 0 && newest.size() < keepLast; i--) {
            if (folders.complete(numbers.get(i))) {
                newest.add(numbers.get(i));
            }
        }
        return newest;
    }

    private boolean isComplete(String model, VersionFolders folders, long version)
            throws IOException {
        return origins(model).containsKey(version) || folders.complete(version);
    }

    private Origin origin(String model, long version) {
        return origins(model)
                .computeIfAbsent(
                        version,
                        number -> {
                            Manifest manifest = store.manifest(model, number);
                            return new Origin(manifest.baseVersion(), manifest.copyOf());
                        });
    }

    private Map<Long, Origin> origins(String model) {
        return known.computeIfAbsent(model, name -> new HashMap<>());
    }
}
