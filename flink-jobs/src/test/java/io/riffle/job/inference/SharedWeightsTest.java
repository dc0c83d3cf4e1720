package io.riffle.job.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LocalFiles;
import io.riffle.artifact.Tensor;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.recommend.RealModels;
import io.riffle.job.settings.ModelSettings;
import io.riffle.schema.ModelUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subtasks of one process share the weights that they serve with. */
class SharedWeightsTest {

    private static final int SUBTASKS = 5;
    private static final ModelSettings MODELS =
            new ModelSettings(5, 10, 1 << 20, 0, 16, 2, "cpu", 0, 1);
    private static final AtomicInteger OPENED = new AtomicInteger();

    @TempDir private Path folder;
    private RealModels models;
    private int heldBefore;

    /** Counts how often weights are opened. */
    private static final class CountingFiles implements ArtifactFiles, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public long length(String path) throws IOException {
            return new LocalFiles().length(path);
        }

        @Override
        public InputStream open(String path) throws IOException {
            OPENED.addAndGet(path.endsWith(".safetensors") ? 1 : 0);
            return new LocalFiles().open(path);
        }

        @Override
        public List<String> list(String name) throws IOException {
            return new LocalFiles().list(name);
        }

        @Override
        public void write(String path, Content content) throws IOException {
            throw new IOException("Nobody writes here.");
        }

        @Override
        public boolean create(String path, byte[] content) throws IOException {
            throw new IOException("Nobody writes here.");
        }

        @Override
        public void replace(String path, byte[] content) throws IOException {
            throw new IOException("Nobody writes here.");
        }

        @Override
        public void delete(String path) throws IOException {
            throw new IOException("Nobody writes here.");
        }
    }

    @BeforeEach
    void publish() {
        models = new RealModels(folder);
        heldBefore = RecommenderLoader.held();
        OPENED.set(0);
    }

    @Test
    void howeverManySubtasksLoadTheWeightsAreReadOnceAndTheLastToCloseFreesThem() {
        List<RecommenderInference> all = new ArrayList<>();
        Artifact backbone = Artifact.of(models.announce(ModelUpdate.BACKBONE, 2));
        int once = 0;
        for (int subtask = 0; subtask < SUBTASKS; subtask++) {
            all.add((RecommenderInference) loader().load(null, backbone));
            once = once == 0 ? OPENED.get() : once;
        }
        assertThat(OPENED).hasValue(once);
        assertThat(all).allMatch(each -> rows(each) == rows(all.get(0)));
        for (RecommenderInference each : all) {
            assertThat(RecommenderLoader.held()).isEqualTo(heldBefore + 1);
            each.close();
        }
        assertThat(RecommenderLoader.held()).isEqualTo(heldBefore);
    }

    @Test
    void swapsAndRefusalsHoldNothingBack() {
        Artifact second = Artifact.of(models.announce(ModelUpdate.BACKBONE, 2));
        Inference current = loader().load(null, second);
        for (int swap = 0; swap < 6; swap++) {
            Artifact next =
                    Artifact.of(models.announce(ModelUpdate.BACKBONE, models.backbone(swap + 10)));
            Inference loaded = loader().load(current, next);
            current.close();
            current = loaded;
            // What serves, and what served before it.
            assertThat(RecommenderLoader.held()).isEqualTo(heldBefore + 2);
            Artifact wrong = new Artifact(next.model(), next.uri(), 99, null, false);
            Inference now = current;
            assertThat(refused(() -> loader().load(now, wrong))).isTrue();
            assertThat(RecommenderLoader.held()).isEqualTo(heldBefore + 2);
        }
        current.close();
        assertThat(RecommenderLoader.held()).isEqualTo(heldBefore);
    }

    private static boolean refused(Runnable load) {
        try {
            load.run();
            return false;
        } catch (UpdateRefusedException e) {
            return true;
        }
    }

    private static RecommenderLoader<CountingFiles> loader() {
        return new RecommenderLoader<>(MODELS, new CountingFiles());
    }

    private static float[] rows(RecommenderInference inference) {
        Tensor table = inference.backbone().tensors().get("item_embedding");
        return Objects.requireNonNull(table).data();
    }
}
