package io.riffle.cli.cluster;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk of its own under a folder, small enough to be filled. */
final class SmallDisk implements AutoCloseable {

    private static final int MEBIBYTES = 64;

    private final Path folder;
    private final Path filler;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
    }

    /** Mounts it; the test is skipped where that is not allowed. */
    static SmallDisk mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> mount =
                List.of("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m", "tmpfs");
        assumeTrue(
                done(mount, folder), "mounting a disk wants Linux and the rights of its operator");
        return new SmallDisk(folder);
    }

    /** Takes every byte that is left, also what was freed since. */
    void fill() {
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(filler, CREATE, APPEND)) {
            for (long left = (long) MEBIBYTES << 20; left > 0; left -= block.length) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(filler).exists();
            return;
        }
        throw new AssertionError("The disk must be full by now.");
    }

    void free() {
        try {
            Files.delete(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        assertThat(done(List.of("umount", "-l"), folder)).isTrue();
    }

    private static boolean done(List<String> command, Path folder) {
        try {
            List<String> whole = new ArrayList<>(command);
            whole.add(folder.toString());
            return new ProcessBuilder(whole)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
