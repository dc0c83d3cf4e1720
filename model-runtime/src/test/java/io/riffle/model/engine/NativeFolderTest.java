package io.riffle.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {

    @TempDir private Path folder;

    @Test
    void whatIsAskedForWinsOverTheHomeFolder() {
        assertThat(NativeFolder.choose("/cache", "/home/me").path()).isEqualTo(Path.of("/cache"));
        assertThat(NativeFolder.choose(null, "/home/me").path())
                .isEqualTo(Path.of("/home/me/.riffle/djl"));
        assertThat(NativeFolder.choose(" ", "/home/me").path())
                .isEqualTo(Path.of("/home/me/.riffle/djl"));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheRemedy() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        NativeFolder natives = NativeFolder.choose(null, file.toString());
        assertThatThrownBy(natives::check)
                .hasMessageStartingWith(
                        "The folder for native libraries ("
                                + natives.path()
                                + ") must be writable and allow execution, 432 MB free.")
                .hasMessageContaining("Maybe set DJL_CACHE_DIR.");
    }

    @Test
    void whatIsUnpackedAlreadyNeedsNothing() throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("pytorch/2.7.1"));
        try (RandomAccessFile sparse =
                new RandomAccessFile(libraries.resolve("libtorch.so").toFile(), "rw")) {
            sparse.setLength(NativeFolder.BYTES);
        }
        assertThatCode(new NativeFolder(folder)::check).doesNotThrowAnyException();
    }

    @Test
    void aLibraryThatDoesNotLoadIsToldInOneLine() {
        IllegalStateException told =
                new NativeFolder(folder)
                        .broken(
                                new IllegalStateException(
                                        "Failed to load",
                                        new UnsatisfiedLinkError("libtorch.so: no exec\nmore")));
        assertThat(told)
                .hasMessageStartingWith("The native libraries in " + folder + " must load: lib")
                .hasMessageContaining("no exec.")
                .hasMessageNotContaining("more")
                .hasMessageNotContaining("Error");
    }
}
