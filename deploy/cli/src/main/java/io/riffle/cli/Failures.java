package io.riffle.cli;

import io.riffle.cli.console.CommandException;
import io.riffle.cli.console.Console;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a failure in one message; the stack trace only when asked for. */
final class Failures {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Failures() {}

    /** Prints why a command failed; returns the exit code. */
    static int report(Exception failure, Console console, boolean verbose) {
        if (failure instanceof ParameterException usage) {
            return reportUsage(usage, console);
        }
        console.note(message(failure));
        if (verbose) {
            failure.printStackTrace(console.err());
            console.err().flush();
        }
        return FAILED;
    }

    /** Prints what is wrong with the arguments and where to read more; returns the exit code. */
    static int reportUsage(ParameterException failure, Console console) {
        console.note(String.valueOf(failure.getMessage()));
        UnmatchedArgumentException.printSuggestions(failure, console.err());
        console.note(
                "Maybe see "
                        + failure.getCommandLine().getCommandSpec().qualifiedName()
                        + " --help.");
        return USAGE;
    }

    private static String message(Throwable failure) {
        String text = failure.getMessage();
        if (failure instanceof NoSuchFileException) {
            return "The file (" + text + ") of the command line must exist.";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "The file (" + text + ") of the command line must not exist yet.";
        }
        if (failure instanceof FileSystemException) {
            return "The file (" + text + ") of the command line must be readable or writable.";
        }
        if (failure instanceof CommandException) {
            return String.valueOf(text);
        }
        // Errors of the other modules already speak in whole sentences; a bare Java one needs its
        // name.
        boolean ours = failure.getClass().getName().startsWith("io.riffle.");
        return ours && text != null
                ? text
                : failure.toString() + "\nMaybe see the stack trace: -v.";
    }
}
