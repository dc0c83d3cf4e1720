package io.riffle.lab.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that a command writes: whoever reads it finds what was there before until the new one is
 * whole, and after a failure, too. What is no plain file, such as a pipe, is written as it comes.
 */
public final class OutputFile implements AutoCloseable {
    private final Path target;
    private final @Nullable Path part;
    private final OutputStream bytes;

    private OutputFile(Path target, @Nullable Path part, OutputStream bytes) {
        this.target = target;
        this.part = part;
        this.bytes = bytes;
    }

    /** Begins a file beside the one that may be there. */
    public static OutputFile open(Path file) throws IOException {
        if (special(file)) {
            return new OutputFile(file, null, Files.newOutputStream(file));
        }
        // What a link leads to is replaced, not the link.
        Path target = Files.exists(file) ? file.toRealPath() : file;
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        return new OutputFile(target, part, Files.newOutputStream(part));
    }

    /** Tries whether the file can be written, and leaves what is there as it is. */
    public static void check(Path file) throws IOException {
        // Whoever reads a pipe would take a trial for the end.
        if (!special(file) || Files.isDirectory(file)) {
            open(file).close();
        }
    }

    /** Where its content goes. */
    public OutputStream bytes() {
        return bytes;
    }

    /** It is whole: it takes the place of the one that was there. */
    public void keep() throws IOException {
        bytes.close();
        if (part != null) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Ends the writing; what is not kept is gone. */
    @Override
    public void close() throws IOException {
        try {
            bytes.close();
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static boolean special(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }
}
