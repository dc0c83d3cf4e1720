package io.riffle.cli;

import io.riffle.lab.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands and keeps what they say. */
public final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Returns the exit code. */
    public int run(String... arguments) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
        int exitCode = Riffle.commandLine(console).execute(arguments);
        console.out().flush();
        console.err().flush();
        return exitCode;
    }

    /** Reads words as they would be read, and runs nothing; fails on what would be refused. */
    public void parse(String... arguments) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
        Riffle.commandLine(console).parseArgs(arguments);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
