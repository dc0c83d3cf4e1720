package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.serving.testing.TestModels;
import io.riffle.training.reranker.OnlineReranker;
import io.riffle.training.reranker.RerankerSettings;
import io.riffle.training.samples.ItemFacts;
import io.riffle.training.testing.Alphabet;
import io.riffle.training.testing.TestTrainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A trainer that cannot begin, or cannot go on, leaves no native memory behind. */
class NativeMemoryTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final MemoryFiles files = new MemoryFiles(MemoryFiles.Kind.LOCAL);

    @Test
    void aRerankerWhoseStateEndsEarlyLeavesNone() throws IOException {
        RerankerSettings settings = trainers().settings().reranker();
        LoadedModel backbone = TestModels.backbone(20, 8, 2, 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OnlineReranker reranker =
                RerankerBeginning.fresh(settings, backbone, new ItemFacts(), Map.of(), List.of())) {
            reranker.write(new DataOutputStream(bytes));
        }
        int open = TensorRuntime.openManagers();
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);

        assertThatThrownBy(
                        () ->
                                OnlineReranker.read(
                                        new DataInputStream(new ByteArrayInputStream(cut)),
                                        settings,
                                        backbone))
                .isInstanceOf(IOException.class);
        assertThat(TensorRuntime.openManagers()).isEqualTo(open);
    }

    @Test
    void aStartWithoutAWordOfRerankersLeavesNone() {
        int none = TensorRuntime.openManagers();
        try (OnlineTrainer trainer = trainers().files(files).in("own")) {
            Alphabet.feed(trainer, 0, 200, clock.get());
            assertThat(trainer.publishDue()).isNotEmpty();
            assertThat(TensorRuntime.openManagers()).isGreaterThan(none);
        }
        assertThat(TensorRuntime.openManagers()).isEqualTo(none);
        MemoryFiles away =
                files.seenBy(
                        request -> {
                            if (request.contains("/reranker")) {
                                throw new IOException("The disk is away.");
                            }
                        });

        TestTrainer failing = trainers().files(away);
        assertThatThrownBy(() -> failing.in("own")).isInstanceOf(ModelException.class);
        assertThat(TensorRuntime.openManagers()).isEqualTo(none);
    }

    private TestTrainer trainers() {
        return new TestTrainer(Path.of("/store"), clock);
    }
}
