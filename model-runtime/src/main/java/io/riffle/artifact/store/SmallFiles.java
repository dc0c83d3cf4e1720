package io.riffle.artifact.store;

import io.riffle.artifact.ArtifactFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Reads the few bytes that a store keeps beside artifacts, never more than that. */
final class SmallFiles {
    private static final int LARGEST = 256;

    private SmallFiles() {}

    /** Content of a file, cut off where no small file goes on; null when there is none. */
    static byte @Nullable [] read(ArtifactFiles files, String path) throws IOException {
        if (files.length(path) < 0) {
            return null;
        }
        try (InputStream in = files.open(path)) {
            return in.readNBytes(LARGEST + 1);
        } catch (FileNotFoundException | NoSuchFileException e) {
            return null; // It went in between.
        }
    }
}
