package io.riffle.artifact.store;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.Claim;
import io.riffle.artifact.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The version folders of one model: which is the newest, which number is free.
 *
 * <p>A version exists from its manifest on. The file {@code newest} names one; it may be behind,
 * when its writer died or two wrote at once, so the folders after it are looked at too, up to the
 * first that is empty: numbers are claimed without a gap. Where it is missing or wrong the folders
 * are listed, which large stores make dear.
 *
 * <p><b>State:</b> the highest version seen, below which {@code newest} is not believed.
 */
final class VersionFolders {
    private static final String POINTER = "newest";
    private static final String NUMBER = "[1-9][0-9]{0,17}";

    /** Folders without a manifest in a row, after which all are listed. */
    private static final int LOOK_AHEAD = 32;

    /** Numbers that others took while this writer tried: more than that is no bad luck. */
    private static final int ATTEMPTS = 100;

    private final ArtifactFiles files;
    private final String folder;
    private long seen;

    VersionFolders(ArtifactFiles files, String folder) {
        this.files = files;
        this.folder = folder;
    }

    /**
     * What was found.
     *
     * @param newest highest version with a manifest; 0 = none
     * @param used highest number that is taken
     */
    record Found(long newest, long used) {}

    String address() {
        return folder;
    }

    String folder(long version) {
        return folder + "/" + version;
    }

    /** All numbers that are taken, complete or not, ascending. */
    List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : files.list(folder)) {
            if (name.matches(NUMBER)) {
                numbers.add(Long.valueOf(name));
            }
        }
        Collections.sort(numbers);
        return numbers;
    }

    boolean complete(long version) throws IOException {
        return files.length(folder(version) + "/" + Manifest.FILE) >= 0;
    }

    /** A version is known to exist. */
    synchronized void saw(long version) {
        seen = Math.max(seen, version);
    }

    synchronized Found find() throws IOException {
        long pointed = pointed();
        Found found =
                pointed > 0 && pointed >= seen && complete(pointed)
                        ? after(new Found(pointed, pointed))
                        : listed(Math.max(pointed, seen));
        saw(found.newest());
        return found;
    }

    /**
     * Takes a number that nobody has, or ever had.
     *
     * @param wanted 0 = the next one
     * @param claim left in its folder
     * @return the number; 0 = the wanted one is taken
     */
    long claim(long wanted, Claim claim) throws IOException {
        long version = wanted > 0 ? wanted : find().used() + 1;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++, version++) {
            boolean used = wanted > 0 && !files.list(folder(version)).isEmpty();
            boolean taken =
                    used || !files.create(folder(version) + "/" + Claim.FILE, claim.bytes());
            if (!taken) {
                return version;
            }
            if (wanted > 0) {
                return 0;
            }
        }
        throw new IOException(
                String.format(
                        Locale.ROOT,
                        "The versions (%d and %d before it) of %s must be free.%nMaybe many publish"
                                + " at once.",
                        version,
                        ATTEMPTS - 1,
                        folder));
    }

    /** Makes a complete version the newest one, unless there is a newer one. */
    synchronized void advance(long version) throws IOException {
        saw(version);
        long newest = version;
        // Whoever writes last looks last: a newer version that was written meanwhile is seen.
        for (int attempt = 0; attempt < ATTEMPTS && pointed() < newest; attempt++) {
            point(newest);
            newest = after(new Found(newest, newest)).newest();
        }
        saw(newest);
    }

    /** The highest version by listing, and the pointer made to agree. */
    synchronized Found repaired() throws IOException {
        Found found = listed(seen);
        if (found.newest() > 0 && pointed() != found.newest()) {
            point(found.newest());
        }
        return found;
    }

    private void point(long version) throws IOException {
        byte[] bytes = (version + "\n").getBytes(StandardCharsets.UTF_8);
        files.replace(folder + "/" + POINTER, bytes);
    }

    /** 0 when the pointer is missing, cut off or no number. */
    private long pointed() throws IOException {
        byte[] bytes = SmallFiles.read(files, folder + "/" + POINTER);
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        return text.matches(NUMBER + "\n") ? Long.parseLong(text.strip()) : 0;
    }

    private Found after(Found start) throws IOException {
        Found found = start;
        for (long next = start.used() + 1; next - found.newest() <= LOOK_AHEAD; next++) {
            List<String> children = files.list(folder(next));
            if (children.isEmpty()) {
                return found;
            }
            found = new Found(children.contains(Manifest.FILE) ? next : found.newest(), next);
        }
        return listed(found.used());
    }

    /**
     * The slow way.
     *
     * @param used a number that was taken for certain
     */
    private Found listed(long used) throws IOException {
        List<Long> numbers = numbers();
        long highest = numbers.isEmpty() ? used : Math.max(used, numbers.get(numbers.size() - 1));
        for (int i = numbers.size() - 1; i >= 0; i--) {
            if (complete(numbers.get(i))) {
                return new Found(numbers.get(i), highest);
            }
        }
        return new Found(0, highest);
    }
}
