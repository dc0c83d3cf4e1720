package io.riffle.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command speaks: results on {@code out}, progress on {@code err}. On a terminal one live
 * line at the bottom is redrawn in place; elsewhere live lines are left out.
 *
 * <p><b>Threads</b>: any.
 */
public final class Console {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private boolean liveShown;

    public Console(PrintWriter out, PrintWriter err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The process's own streams, in UTF-8. The launcher tells whether they are a terminal. */
    public static Console system() {
        return new Console(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                Boolean.getBoolean("riffle.terminal"));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    public PrintWriter out() {
        return out;
    }

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
        out.flush();
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
