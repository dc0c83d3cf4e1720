package io.riffle.job.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkFilesTest {

    @TempDir private Path folder;
    private final FlinkFiles files = new FlinkFiles();

    @Test
    void whatIsWrittenIsRead() throws IOException {
        String path = folder.toUri() + "a/b.bin";
        files.write(path, out -> out.write(new byte[] {1, 2, 3}));

        assertThat(files.length(path)).isEqualTo(3);
        assertThat(files.open(path)).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(files.list(folder + "/a")).containsExactly("b.bin");
    }

    @Test
    void whatIsNotThereIsEmpty() throws IOException {
        assertThat(files.length(folder + "/none")).isEqualTo(-1);
        assertThat(files.length(folder.toString())).isEqualTo(-1);
        assertThat(files.list(folder + "/none")).isEmpty();
    }

    @Test
    void aWriteThatFailsLeavesNoFile() throws IOException {
        String path = folder + "/half";

        assertThatThrownBy(
                        () ->
                                files.write(
                                        path,
                                        out -> {
                                            out.write(1);
                                            throw new IOException("disk full");
                                        }))
                .isInstanceOf(IOException.class);
        assertThat(files.length(path)).isEqualTo(-1);
    }
}
