package io.riffle.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is gone with all it holds when closed. */
public final class LabFolder implements AutoCloseable {

    private final Path path;

    public LabFolder() {
        try {
            path = Files.createTempDirectory("riffle-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** A folder in it. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of all files in one of its folders. */
    public long bytes(String name) {
        try (Stream<Path> files = Files.walk(path.resolve(name))) {
            return files.mapToLong(LabFolder::size).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // Flink deletes old checkpoints meanwhile
        }
    }

    @Override
    public void close() {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return;
        }
        all.forEach(LabFolder::delete);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Something still writes into it; what stays is in the system's temporary folder.
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
