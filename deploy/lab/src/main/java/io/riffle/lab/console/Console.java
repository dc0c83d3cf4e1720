package io.riffle.lab.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where a command speaks: results on {@code out}, progress on {@code err}. On a terminal one live
 * line at the bottom is redrawn in place; elsewhere live lines are left out.
 *
 * <p><b>Errors</b>: {@link OutputException} when a result cannot be written; progress that cannot
 * is lost. <b>Threads</b>: any.
 */
public final class Console {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private final boolean pipe;
    private final Supplier<String> failure;
    private boolean liveShown;

    /** A console over writers; a {@code terminal} shows live lines. */
    public Console(PrintWriter out, PrintWriter err, boolean terminal) {
        this(out, err, terminal, false, () -> "");
    }

    /**
     * @param pipe whether standard output can only fail because its reader has gone
     * @param failure why it failed
     */
    Console(
            PrintWriter out,
            PrintWriter err,
            boolean terminal,
            boolean pipe,
            Supplier<String> failure) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.pipe = pipe;
        this.failure = failure;
    }

    /** The process's own streams, in UTF-8. The launcher tells whether they are a terminal. */
    public static Console system() {
        WatchedStream out = new WatchedStream(new FileOutputStream(FileDescriptor.out));
        FileOutputStream err = new FileOutputStream(FileDescriptor.err);
        return new Console(
                new PrintWriter(out, false, StandardCharsets.UTF_8),
                new PrintWriter(err, false, StandardCharsets.UTF_8),
                Boolean.getBoolean("riffle.terminal"),
                standardOutputIsPipe(),
                out::failure);
    }

    /** Asked of the kernel: the words of the error depend on the language of the machine. */
    private static boolean standardOutputIsPipe() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Where results go. */
    public PrintWriter out() {
        return out;
    }

    /** Where notes and errors go. */
    public PrintWriter err() {
        return err;
    }

    /** Whether progress is read by a person as it happens. */
    public boolean terminal() {
        return terminal;
    }

    /** A line of results. */
    public synchronized void result(String line) {
        clearLive();
        out.println(line);
        checkWritten();
    }

    /**
     * Checks that everything said on {@code out} has arrived.
     *
     * @throws OutputException when it has not
     */
    public synchronized void checkWritten() {
        if (out.checkError()) {
            throw new OutputException(failure.get(), pipe);
        }
    }

    /** A lasting line of progress or of an error. */
    public synchronized void note(String line) {
        clearLive();
        err.println(line);
        err.flush();
    }

    /** A line of progress that the next one replaces; shown on a terminal only. */
    public synchronized void live(String line) {
        if (terminal) {
            err.print(CLEAR_LINE + line);
            err.flush();
            liveShown = true;
        }
    }

    private void clearLive() {
        if (liveShown) {
            err.print(CLEAR_LINE);
            err.flush();
            liveShown = false;
        }
    }
}
