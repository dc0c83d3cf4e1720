package io.riffle.artifact.store;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.Claim;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Deletes versions that nothing refers to, oldest first, while others write to the store and read
 * from it.
 *
 * <p>Kept are the referenced versions, the newest few, of each of these the version that a rollback
 * goes to, and the snapshots of all deltas among them. Numbers above the newest version are never
 * touched, so that none is given out twice.
 *
 * <p>A snapshot goes after its deltas, so that what is left can be read, wherever a run ends. (A
 * delta that came hundreds of versions after its snapshot may outlive it: nothing refers to it.)
 *
 * <p>A snapshot might get a new delta while it goes. Therefore it is marked first, then everything
 * is looked at again, then what is still unreferenced is deleted; whoever commits a delta looks for
 * the mark afterwards and takes the delta back. One of both sees the other.
 *
 * <p><b>State:</b> what manifests said that were read before.
 */
public final class StorePruning {
    private static final String MARK = "retired";

    /** Unneeded versions, the oldest, that one run looks at: each costs a request or two. */
    private static final int LOOKED_AT = 256;

    /** Who marked a version longer ago, and did not delete it, is dead. */
    private static final long MARK_LASTS = Duration.ofDays(1).toMillis();

    private final ArtifactFiles files;
    private final ModelStore store;
    private final Retention retention;
    private final LongSupplier clock;
    private final KeptVersions kept;

    StorePruning(ArtifactFiles files, ModelStore store, Retention retention, LongSupplier clock) {
        this.files = files;
        this.store = store;
        this.retention = retention;
        this.clock = clock;
        this.kept = new KeptVersions(store, retention.keepLast());
    }

    /**
     * What {@link #prune} would delete.
     *
     * @param referenced versions that are needed: by checkpoints that are kept, by announcements
     * @return ascending
     */
    public List<Long> plan(String model, Set<Long> referenced) {
        VersionFolders folders = store.folders(model);
        try {
            List<Long> planned =
                    plan(model, folders, folders.find().newest(), kept.of(model, referenced));
            return planned.stream().sorted().toList();
        } catch (IOException e) {
            throw ModelException.unreadable(folders.address(), e);
        }
    }

    /**
     * Deletes what is not needed.
     *
     * @return the versions that are gone, ascending
     */
    public List<Long> prune(String model, Set<Long> referenced) {
        VersionFolders folders = store.folders(model);
        try {
            long newest = folders.repaired().newest();
            List<Long> planned = plan(model, folders, newest, kept.of(model, referenced));
            byte[] mark = Claim.fresh(clock.getAsLong()).bytes();
            for (long version : planned) {
                files.replace(folders.folder(version) + "/" + MARK, mark);
            }
            List<Long> gone = new ArrayList<>();
            Set<Long> keptNow = planned.isEmpty() ? Set.of() : kept.of(model, referenced);
            for (long version : planned) {
                if (keptNow.contains(version)) {
                    files.delete(folders.folder(version) + "/" + MARK);
                } else {
                    delete(folders.folder(version));
                    gone.add(version);
                }
            }
            return gone.stream().sorted().toList();
        } catch (IOException e) {
            throw ModelException.unreadable(folders.address(), e);
        }
    }

    /** The oldest that nothing needs, in the order in which they go. */
    private List<Long> plan(String model, VersionFolders folders, long newest, Set<Long> needed)
            throws IOException {
        Map<Long, List<Long>> deltas = new HashMap<>();
        List<Long> unneeded = unneeded(folders, newest, needed);
        for (long version : unneeded) {
            long base = kept.base(model, version);
            deltas.computeIfAbsent(base, any -> new ArrayList<>()).add(version);
        }
        Set<Long> planned = new LinkedHashSet<>();
        for (long version : unneeded) {
            planned.addAll(deltas.getOrDefault(version, List.of()));
            planned.add(version);
        }
        return planned.stream().limit(retention.most()).toList();
    }

    private List<Long> unneeded(VersionFolders folders, long newest, Set<Long> needed)
            throws IOException {
        List<Long> unneeded = new ArrayList<>();
        for (long version : folders.numbers()) {
            if (version >= newest || unneeded.size() >= Math.max(LOOKED_AT, retention.most())) {
                break;
            }
            if (!needed.contains(version)
                    && (folders.complete(version) || crashed(folders, version))) {
                unneeded.add(version);
            }
        }
        return unneeded;
    }

    /** Whether a version is about to go. */
    static boolean marked(ArtifactFiles files, String folder, long now) throws IOException {
        byte[] bytes = SmallFiles.read(files, folder + "/" + MARK);
        Claim mark = bytes == null ? null : Claim.of(bytes);
        return bytes != null && (mark == null || now - mark.time() < MARK_LASTS);
    }

    /** Whether nobody writes there any more. */
    private boolean crashed(VersionFolders folders, long version) throws IOException {
        String folder = folders.folder(version);
        for (String name : files.list(folder)) {
            byte[] bytes =
                    name.startsWith(Claim.FILE)
                            ? SmallFiles.read(files, folder + "/" + name)
                            : null;
            Claim claim = bytes == null ? null : Claim.of(bytes);
            if (claim != null
                    && clock.getAsLong() - claim.time() < retention.crashedAfter().toMillis()) {
                return false;
            }
        }
        return true;
    }

    /** The manifest first: from then on the version does not exist, whatever happens. */
    private void delete(String folder) throws IOException {
        files.delete(folder + "/" + Manifest.FILE);
        Set<String> names = new TreeSet<>(files.list(folder));
        // The claim last: while it is there the number is taken.
        names.removeIf(name -> name.startsWith(Claim.FILE));
        for (String name : names) {
            files.delete(folder + "/" + name);
        }
        for (String name : files.list(folder)) {
            files.delete(folder + "/" + name);
        }
        files.delete(folder);
    }
}
