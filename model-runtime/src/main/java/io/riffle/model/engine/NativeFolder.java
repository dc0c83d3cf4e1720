package io.riffle.model.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that native libraries are unpacked to, judged before the engine tries: it says that it
 * failed, but not where or why.
 *
 * @param path {@code DJL_CACHE_DIR}, by default {@code ~/.riffle/djl}
 */
record NativeFolder(Path path) {

    static final String VARIABLE = "DJL_CACHE_DIR";

    /** What the libraries take, unpacked. */
    static final long BYTES = 432L << 20;

    private static final String ENGINE = "pytorch";

    /** The folder that is asked for by environment or property, else the one in the home folder. */
    static NativeFolder choose(@Nullable String asked, String home) {
        return new NativeFolder(
                asked == null || asked.isBlank()
                        ? Path.of(home, ".riffle", "djl")
                        : Path.of(asked));
    }

    /**
     * Judges it.
     *
     * @throws IllegalStateException naming folder, rule and remedy
     */
    void check() {
        // What an image brought along may lie in a folder that nobody can write.
        long there = unpacked();
        if (there < BYTES / 2 && !usable(BYTES - there)) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "The folder for native libraries (%s) must be writable and allow"
                                    + " execution, %d MB free.%nMaybe set %s.",
                            path,
                            (BYTES - there) >> 20,
                            VARIABLE));
        }
    }

    /** What is said when the engine cannot load although the folder is good. */
    IllegalStateException broken(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String reason = deepest.getMessage();
        return new IllegalStateException(
                String.format(
                        Locale.ROOT,
                        "The native libraries in %s must load: %s.%nMaybe remove the folder, which"
                            + " is filled again, set %s to one that allows execution, or use Linux"
                            + " x86-64 with glibc 2.28.",
                        path,
                        reason == null
                                ? deepest.getClass().getSimpleName()
                                : reason.lines().findFirst().orElse(""),
                        VARIABLE),
                cause);
    }

    private boolean usable(long needed) {
        try {
            Files.createDirectories(path);
            Path probe = Files.createTempFile(path, "probe", ".sh");
            try {
                // On a file system that executes nothing no file is executable, whatever its mode.
                boolean executable =
                        probe.toFile().setExecutable(true) && Files.isExecutable(probe);
                return executable && Files.getFileStore(path).getUsableSpace() >= needed;
            } finally {
                Files.delete(probe);
            }
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    private long unpacked() {
        Path engine = path.resolve(ENGINE);
        if (!Files.isDirectory(engine)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(engine)) {
            return files.filter(Files::isRegularFile).mapToLong(NativeFolder::size).sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // another process unpacks into it
        }
    }
}
