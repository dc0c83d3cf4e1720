package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
    private static final byte[] TEXT = "hello\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @Test
    void whatIsNoTextIsNamedByItsFirstBytes() throws IOException {
        assertNamed("gzip", gzip(TEXT));
        assertNamed("a zip archive", new byte[] {'P', 'K', 3, 4, 20, 0, 8, 8});
        assertNamed("bzip2", new byte[] {'B', 'Z', 'h', '9', 0x31});
        assertNamed("Zstandard", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1});
        assertNamed("xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});
        assertNamed("Parquet", new byte[] {'P', 'A', 'R', '1', 1, 2});
        assertNamed("UTF-16", "user_id".getBytes(StandardCharsets.UTF_16));
        assertNamed("UTF-16", "user_id".getBytes(StandardCharsets.UTF_16LE));
        assertNamed("UTF-16", "user_id".getBytes(StandardCharsets.UTF_16BE));
        assertNamed("binary data", new byte[] {1, 2, 3, 0, 5});
    }

    @Test
    void brokenGzipNamesItsFile() throws IOException {
        Path plain = Files.write(folder.resolve("plain.csv.gz"), TEXT);
        assertThatThrownBy(() -> DataFile.open(plain))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(plain.toString())
                .hasMessageContaining("must be gzip");
        byte[] whole = gzip(TEXT);
        Path cut =
                Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> read(cut))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(cut.toString())
                .hasMessageContaining("must be whole");
        Path inner = Files.write(folder.resolve("twice.gz"), gzip(gzip(TEXT)));
        assertThatThrownBy(() -> DataFile.open(inner)).hasMessageContaining("begins like gzip");
    }

    @Test
    void aFolderAndAnEmptyPathAreRefused() {
        assertThatThrownBy(() -> DataFile.open(folder))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("must be a file");
        assertThatThrownBy(() -> DataFile.open(Path.of("")))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("must be given");
        assertThatThrownBy(() -> DataFile.open(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void textIsReadAsItIs() throws IOException {
        assertThat(read(Files.write(folder.resolve("a.txt"), TEXT))).isEqualTo(TEXT);
        assertThat(read(Files.write(folder.resolve("a.gz"), gzip(TEXT)))).isEqualTo(TEXT);
        assertThat(read(Files.write(folder.resolve("b.txt"), new byte[0]))).isEmpty();
        assertThat(read(Files.write(folder.resolve("b.gz"), new byte[0]))).isEmpty();
    }

    private void assertNamed(String kind, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("e.csv"), bytes);
        assertThatThrownBy(() -> DataFile.open(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("begins like " + kind + ".");
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = DataFile.open(file)) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
