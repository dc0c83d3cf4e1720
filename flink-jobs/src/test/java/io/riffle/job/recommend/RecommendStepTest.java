package io.riffle.job.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LocalFiles;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.testing.TestModel;
import io.riffle.training.pretraining.UntrainedReranker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the models where a job is submitted: their manifests, and nothing larger. */
class RecommendStepTest {

    @TempDir private Path folder;

    @BeforeEach
    void publish() throws IOException {
        TestModel.publish(folder, 1);
        ModelStore store = ModelStore.local(folder);
        UntrainedReranker.publish(store, store.get("backbone", 1), 1);
        for (String model : List.of("backbone", "reranker")) {
            Files.delete(folder.resolve(model).resolve("1").resolve("weights.safetensors"));
        }
    }

    @Test
    void weightsAreNotReadWhereAJobIsSubmitted() {
        assertThat(problems(Map.of())).isEmpty();
    }

    @Test
    void historiesShorterThanTheModelsAreAProblem() {
        assertThat(problems(Map.of("riffle.history.max-events", "3")))
                .singleElement()
                .asString()
                .contains("(3)", "max_history (8)");
    }

    @Test
    void aStoreWithoutSuchAModelIsAProblem() {
        String nowhere = folder.resolve("nowhere").toString();
        assertThat(problems(Map.of("riffle.reranker", nowhere)))
                .singleElement()
                .asString()
                .contains("riffle.reranker", nowhere);
        String backbone = folder.resolve("backbone").resolve("1").toString();
        assertThat(problems(Map.of("riffle.reranker", backbone)))
                .singleElement()
                .asString()
                .contains("riffle.reranker", "(backbone)");
    }

    private List<String> problems(Map<String, String> more) {
        Map<String, String> options = new HashMap<>();
        options.put("riffle.model", folder.toString());
        options.put("riffle.reranker", folder.toString());
        options.putAll(more);
        return RecommendStep.problems(
                RecommendOptions.read(new OptionReader(Configuration.fromMap(options))),
                new LocalFiles());
    }
}
