package io.riffle.lab.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawLinesTest {

    @TempDir private Path folder;

    @Test
    void bytesStayAsTheyAre() throws IOException {
        byte[] bytes = {'a', '\r', '\n', '\n', (byte) 0xff, 0, '\n'};
        try (RawLines lines = open(bytes, 10)) {
            assertThat(lines.next()).containsExactly('a', '\r');
            assertThat(lines.next()).isEmpty();
            assertThat(lines.next()).containsExactly(0xff, 0);
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void lastLineNeedsNoBreak() throws IOException {
        try (RawLines lines = open(new byte[] {'a', '\n', 'b'}, 10)) {
            assertThat(lines.next()).containsExactly('a');
            assertThat(lines.next()).containsExactly('b');
            assertThat(lines.next()).isNull();
            assertThat(lines.number()).isEqualTo(2);
        }
    }

    @Test
    void longLineIsNotHeldWhole() throws IOException {
        try (RawLines lines = open("abcdef\nxy\n".getBytes(StandardCharsets.UTF_8), 3)) {
            assertThat(lines.next()).hasSize(3);
            assertThat(lines.tooLong()).isTrue();
            assertThat(lines.next()).containsExactly('x', 'y');
            assertThat(lines.tooLong()).isFalse();
        }
    }

    private RawLines open(byte[] bytes, int longest) throws IOException {
        Path file = folder.resolve("lines");
        Files.write(file, bytes);
        return new RawLines(file, longest);
    }
}
