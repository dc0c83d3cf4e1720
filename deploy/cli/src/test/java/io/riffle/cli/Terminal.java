package io.riffle.cli;

import io.riffle.lab.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs commands and keeps what they say. */
public final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Returns the exit code. */
    public int run(String... arguments) {
        return execute(Riffle.commandLine(console(), arguments), arguments);
    }

    /** Runs a command that only a test has. */
    int runWith(String name, Object command, String... arguments) {
        return execute(Riffle.commandLine(console()).addSubcommand(name, command), arguments);
    }

    /** Reads words as they would be read, and runs nothing; fails on what would be refused. */
    public void parse(String... arguments) {
        Riffle.commandLine(console(), arguments).parseArgs(arguments);
    }

    private Console console() {
        return new Console(new PrintWriter(out), new PrintWriter(err), false);
    }

    private static int execute(CommandLine line, String... arguments) {
        int exitCode = line.execute(arguments);
        line.getOut().flush();
        line.getErr().flush();
        return exitCode;
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
