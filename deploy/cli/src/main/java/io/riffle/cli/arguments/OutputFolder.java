package io.riffle.cli.arguments;

import io.riffle.lab.console.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that a command writes into. It is tried before the work begins, and named when the disk
 * under it fails later.
 *
 * @param option the option it is given with
 */
public record OutputFolder(Path path, String option) {
    private static final int TRIED_BYTES = 1 << 13;

    /** What writes into the folder. */
    public interface Writing<T> {
        T run() throws IOException;
    }

    /** Makes the folder, and writes into it. */
    public OutputFolder check() {
        return writing(
                () -> {
                    Files.createDirectories(path);
                    Path tried = Files.createTempFile(path, "riffle", ".part");
                    try {
                        Files.write(tried, new byte[TRIED_BYTES]);
                    } finally {
                        Files.deleteIfExists(tried);
                    }
                    return this;
                });
    }

    /** Does what writes into the folder; a failure of the disk names it. */
    public <T> T writing(Writing<T> work) {
        try {
            return work.run();
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw broken(cause == null ? new IOException(e) : cause);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private CommandException broken(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return new CommandException(
                "The folder ("
                        + path
                        + ") of "
                        + option
                        + " must be writable"
                        + (reason == null ? "" : ": " + reason)
                        + ".\nMaybe free space there, or choose another.",
                e);
    }
}
