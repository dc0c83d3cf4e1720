package io.riffle.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.OutputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a failure in one message; the stack trace only when asked for. */
final class Failures {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String OURS = "io.riffle.";
    private static final String MORE = "\nMaybe see the stack trace: -v.";

    private Failures() {}

    /** Prints why a command failed; returns the exit code. */
    static int report(Exception failure, Console console, boolean verbose) {
        if (failure instanceof ParameterException usage) {
            return reportUsage(usage, console);
        }
        if (failure instanceof OutputException lost && lost.readerGone()) {
            return FAILED;
        }
        console.note(message(failure));
        if (verbose) {
            failure.printStackTrace(console.err());
            console.err().flush();
        }
        return FAILED;
    }

    /** The exit code of a command that is done: help and results must have arrived, too. */
    static int written(int exitCode, Console console) {
        try {
            console.checkWritten();
            return exitCode;
        } catch (OutputException e) {
            return exitCode == 0 ? report(e, console, false) : exitCode;
        }
    }

    /** Prints what is wrong with the arguments and where to read more; returns the exit code. */
    static int reportUsage(ParameterException failure, Console console) {
        console.note(plain(String.valueOf(failure.getMessage())));
        UnmatchedArgumentException.printSuggestions(failure, console.err());
        console.note(
                "Maybe see "
                        + failure.getCommandLine().getCommandSpec().qualifiedName()
                        + " --help.");
        return USAGE;
    }

    /** Without names of classes, which say nothing to whoever typed the option. */
    private static String plain(String text) {
        return text.replaceAll("(?:[a-z]+\\.)+[A-Z]\\w*(?:Exception|Error): ", "")
                .replaceAll("(?:interface|class) java\\.nio\\.file\\.Path", "a path");
    }

    /** In whole sentences, of a foreign exception too: what failed and what it was about. */
    private static String message(Throwable thrown) {
        Throwable failure = cause(thrown);
        String text = failure.getMessage();
        if (failure instanceof FileSystemException file) {
            return message(file);
        }
        if (failure instanceof JsonProcessingException json) {
            return "The JSON of a file must be readable: " + json.getOriginalMessage() + "." + MORE;
        }
        if (failure instanceof IOException) {
            return "The files of the command must be readable and writable: " + text + "." + MORE;
        }
        // Errors of our own code already speak in whole sentences; a bare Java one needs its name.
        return text != null && ours(failure) ? text : failure + MORE;
    }

    private static String message(FileSystemException failure) {
        String file = "The file (" + failure.getFile() + ") of the command line must ";
        if (failure instanceof NoSuchFileException) {
            return file + "exist.";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return file + "not exist yet.";
        }
        String reason = failure.getReason();
        return file + "be readable or writable" + (reason == null ? "." : ": " + reason + ".");
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapped =
                thrown instanceof UncheckedIOException || thrown instanceof ExecutionException;
        return wrapped && cause != null ? cause : thrown;
    }

    /** Whether our code has thrown it, and not a library that knows nothing of the command. */
    private static boolean ours(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName().startsWith(OURS)
                || (trace.length > 0 && trace[0].getClassName().startsWith(OURS));
    }
}
