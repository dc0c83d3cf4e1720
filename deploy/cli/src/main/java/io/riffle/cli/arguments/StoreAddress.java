package io.riffle.cli.arguments;

import java.nio.file.Files;
import java.nio.file.Path;

/** Addresses of stores and artifacts as they are typed: a path of this machine, or a URI. */
public final class StoreAddress {

    private StoreAddress() {}

    /** What is a folder here by its absolute path; else as it is typed. */
    public static String existing(String typed) {
        Path local = Path.of(typed);
        return Files.exists(local) ? local.toAbsolutePath().toString() : typed;
    }

    /** What is no URI by its absolute path, whether it is there or is still to be made. */
    public static String absolute(String typed) {
        return typed.contains(":") ? typed : Path.of(typed).toAbsolutePath().toString();
    }
}
