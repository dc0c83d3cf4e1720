package io.riffle.job.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.riffle.artifact.LocalFiles;
import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.store.Retention;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"plain", "my models", "50% full", "a%20b", "größe", "a+b#c"})
    void anAddressMeansTheSameToJobsAndToCommands(String name) throws IOException {
        // Not on a machine whose file names are ASCII.
        assumeThatCode(() -> folder.resolve(name)).doesNotThrowAnyException();
        Path place = folder.resolve(name);
        for (String scheme : List.of("", "file:", "file://")) {
            String path = scheme + place + "/of" + scheme.length();
            files.write(path, out -> out.write(new byte[] {1, 2, 3}));

            assertThat(place.resolve("of" + scheme.length())).exists();
            assertThat(files.length(path)).isEqualTo(3);
            assertThat(new LocalFiles().length(path)).isEqualTo(3);
        }
        assertThat(new LocalFiles().list("file://" + place)).hasSize(3);
        assertThat(files.list("file://" + place)).hasSize(3);
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

    @ParameterizedTest
    @ValueSource(strings = {"", "file://", "hdfs://here", "gs://here"})
    void ofManyWhoCreateAFileOneDoes(String scheme) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                String path = scheme + folder + "/claims" + round + "/claim";
                List<Callable<Boolean>> writers = new ArrayList<>();
                for (byte who = 0; who < 4; who++) {
                    byte[] content = {who};
                    writers.add(() -> files.create(path, content));
                }
                int created = 0;
                for (Future<Boolean> writer : threads.invokeAll(writers)) {
                    created += writer.get() ? 1 : 0;
                }
                // Where files are written over, those who see each other may all give up.
                assertThat(created).isBetween(scheme.startsWith("gs") ? 0 : 1, 1);
                assertThat(files.create(path, new byte[] {9})).isFalse();
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file://", "hdfs://here", "gs://here"})
    void storeWorksWhateverTheFileSystemCanDo(String scheme) throws IOException {
        String root = scheme + folder.resolve("store");
        ModelStore store = new ModelStore(files, root);
        assertThat(store.newest("backbone")).isEmpty();
        for (int seed = 1; seed <= 3; seed++) {
            UntrainedBackbone.publish(store, List.of("a", "b"), seed);
        }
        // A writer that died after its first file.
        files.write(store.uri("backbone", 4) + "/weights.safetensors", out -> out.write(1));
        ModelStore later = new ModelStore(files, root);
        assertThat(UntrainedBackbone.publish(later, List.of("a", "b"), 4).version()).isEqualTo(5);
        assertThat(later.putAgain("backbone", 1).version()).isEqualTo(6);
        assertThat(new ModelStore(files, root).newest("backbone")).hasValue(6);
        assertThat(later.pruning(Retention.DEFAULT.keeping(2)).prune("backbone", Set.of()))
                .containsExactly(1L, 2L, 4L);
        assertThat(files.list(root + "/backbone"))
                .containsExactlyInAnyOrder("3", "5", "6", "newest");
        assertThat(later.get("backbone", 6).version()).isEqualTo(6);
    }
}
