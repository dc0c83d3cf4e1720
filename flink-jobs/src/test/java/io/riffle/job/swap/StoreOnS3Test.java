package io.riffle.job.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.store.Retention;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model store through Flink's client of S3; {@code -Driffle.s3} names a server's jars. */
@Tag("s3")
class StoreOnS3Test {

    private static final String ROOT = "s3://riffle/models";

    @TempDir private Path folder;
    private S3Server server;
    private final FlinkFiles files = new FlinkFiles();

    @BeforeEach
    void start() throws IOException {
        String jars = System.getProperty("riffle.s3", "");
        assumeTrue(!jars.isEmpty(), "no server: -Driffle.s3=DIR is not given");
        server = new S3Server(Path.of(jars), folder);
        Configuration settings = new Configuration();
        settings.setString("s3.endpoint", server.endpoint());
        settings.setString("s3.path-style-access", "true");
        settings.setString("s3.access-key", "x");
        settings.setString("s3.secret-key", "x");
        FileSystem.initialize(settings, null);
    }

    @AfterEach
    void stop() {
        FileSystem.initialize(new Configuration(), null);
        server.close();
    }

    @Test
    void whatIsPublishedIsFoundReadAndPruned() {
        ModelStore store = new ModelStore(files, ROOT);
        for (int seed = 1; seed <= 4; seed++) {
            UntrainedBackbone.publish(store, List.of("a", "b"), seed);
        }
        assertThat(new ModelStore(files, ROOT).newest(ModelUpdate.BACKBONE)).hasValue(4);
        assertThat(store.get(ModelUpdate.BACKBONE, 4).vocabulary().itemIds())
                .containsExactly("a", "b");
        Retention two = Retention.DEFAULT.keeping(2);
        assertThat(store.pruning(two).prune(ModelUpdate.BACKBONE, Set.of())).containsExactly(1L);
        assertThat(store.versions(ModelUpdate.BACKBONE)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void theNewestCostsTheSameHoweverManyVersionsThereAre() throws IOException {
        UntrainedBackbone.publish(new ModelStore(files, ROOT), List.of("a", "b"), 1);
        int few = requests(5);
        assertThat(few).isBetween(1, 12);
        assertThat(requests(60)).isEqualTo(few);
        assertThat(requests(300)).isEqualTo(few);
    }

    /** What is asked of the server for the newest version of so many. */
    private int requests(int versions) throws IOException {
        String model = ROOT + "/" + ModelUpdate.BACKBONE + "/";
        for (int version = 2; version <= versions; version++) {
            files.replace(model + version + "/manifest.json", new byte[] {1});
        }
        files.replace(model + "newest", (versions + "\n").getBytes(StandardCharsets.UTF_8));
        server.takeRequests();
        assertThat(new ModelStore(files, ROOT).newest(ModelUpdate.BACKBONE)).hasValue(versions);
        return server.takeRequests().size();
    }
}
