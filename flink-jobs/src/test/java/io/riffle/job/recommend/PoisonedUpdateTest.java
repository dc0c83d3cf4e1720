package io.riffle.job.recommend;

import static io.riffle.job.recommend.RealModels.BACKBONE;
import static io.riffle.job.recommend.RealModels.RERANKER;
import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.testing.TestModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.training.pretraining.UntrainedBackbone;
import io.riffle.training.pretraining.UntrainedReranker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Announced models that must not serve, by way of the whole step with real models: each is refused
 * and counted under its own reason, and what served before goes on.
 */
class PoisonedUpdateTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEIGHTS = "weights.safetensors";

    @TempDir private Path folder;
    private RealModels models;
    private int clicks;

    /** How an update is poisoned; each makes and announces one. */
    enum Poison {
        NAN(Reason.NON_FINITE) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) throws Exception {
                long version = test.models.backbone(3);
                byte[] weights = Files.readAllBytes(test.file(version, WEIGHTS));
                ByteBuffer.wrap(weights)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(weights.length - 4, Float.NaN);
                test.replace(version, WEIGHTS, weights);
                return test.update(version);
            }
        },
        WRONG_SHAPE(Reason.SHAPE) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) throws Exception {
                long version = test.models.backbone(3);
                ObjectNode manifest = test.manifest(version);
                ((ObjectNode) manifest.get("config")).put("ffn_width", 32);
                test.write(version, manifest);
                return test.update(version);
            }
        },
        WRONG_FINGERPRINT(Reason.FINGERPRINT) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) {
                ModelStore other = ModelStore.local(test.folder.resolve("other"));
                UntrainedBackbone.publish(other, List.of("a", "b"), 1);
                LoadedModel stranger = other.get(BACKBONE, 1);
                Manifest manifest = UntrainedReranker.publish(test.models.store, stranger, 1);
                return test.models.announce(RERANKER, manifest.version());
            }
        },
        BAD_CHECKSUM(Reason.CHECKSUM) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) throws Exception {
                long version = test.models.backbone(3);
                ModelUpdate update = test.update(version);
                byte[] weights = Files.readAllBytes(test.file(version, WEIGHTS));
                weights[weights.length - 3] ^= 1;
                Files.write(test.file(version, WEIGHTS), weights);
                return update;
            }
        },
        OTHER_MANIFEST(Reason.CHECKSUM) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) throws Exception {
                long version = test.models.backbone(3);
                ModelUpdate update = test.update(version);
                test.write(version, test.manifest(version).put("note", "changed"));
                return update;
            }
        },
        TRUNCATED(Reason.TRUNCATED) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) throws Exception {
                long version = test.models.backbone(3);
                ModelUpdate update = test.update(version);
                byte[] weights = Files.readAllBytes(test.file(version, WEIGHTS));
                Files.write(
                        test.file(version, WEIGHTS), Arrays.copyOf(weights, weights.length / 2));
                return update;
            }
        },
        MISSING_BASE(Reason.BASE) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) throws Exception {
                LoadedModel base = test.models.store.get(BACKBONE, test.models.backbone(3));
                Map<String, Tensor> changed = new LinkedHashMap<>(base.tensors());
                changed.computeIfPresent(
                        "item_embedding",
                        (name, table) -> {
                            float[] rows = table.data().clone();
                            rows[9] += 0.1f;
                            return new Tensor(table.shape(), rows);
                        });
                Manifest delta =
                        test.models.store.putDelta(
                                Manifest.draft(BACKBONE, base.config()),
                                base,
                                changed,
                                base.vocabulary().itemIds());
                ModelUpdate update = test.models.announce(BACKBONE, delta.version());
                Files.delete(test.file(base.version(), "manifest.json"));
                return update;
            }
        },
        NOTHING_THERE(Reason.MISSING) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) throws Exception {
                ModelUpdate update = test.update(test.models.backbone(3));
                Files.delete(test.file(update.version(), "manifest.json"));
                return update;
            }
        },
        OLDER(Reason.OLDER) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) {
                return test.models.announce(BACKBONE, 1);
            }
        },
        TEN_TIMES_THE_NORM(Reason.NORM) {
            @Override
            ModelUpdate announce(PoisonedUpdateTest test) {
                Manifest exploded = TestModel.publish(test.folder, 3, 10);
                return test.models.announce(BACKBONE, exploded.version());
            }
        };

        private final Reason reason;

        Poison(Reason reason) {
            this.reason = reason;
        }

        abstract ModelUpdate announce(PoisonedUpdateTest test) throws Exception;
    }

    @BeforeEach
    void publish() {
        models = new RealModels(folder);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedUnderItsReasonAndTheOldModelServesOn(Poison poison) throws Exception {
        RecommendHarness harness = models.started();
        assertServesOn(harness);
        harness.shared(new Announced(poison.announce(this)));
        harness.awaitSwap();
        for (Reason reason : Reason.values()) {
            assertThat(harness.recommend().numbers().refused(reason))
                    .as(reason.name())
                    .isEqualTo(reason == poison.reason ? 1 : 0);
        }
        assertServesOn(harness);
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(models.settings(0), models.loader(), state);
        assertServesOn(harness);
        long good = models.backbone(4);
        harness.shared(new Announced(models.announce(BACKBONE, good)));
        harness.awaitSwap();
        assertThat(answer(harness).backboneVersion()).isEqualTo(good);
        harness.close();
    }

    @Test
    void isRefusedAfterARestoreTooWhenTheBarrierCameBeforeItsSwap() throws Exception {
        RecommendHarness harness = models.started();
        harness.shared(new Announced(Poison.TEN_TIMES_THE_NORM.announce(this)));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(models.settings(0), models.loader(), state);
        harness.awaitSwap();
        assertThat(harness.recommend().numbers().refused(Reason.NORM)).isEqualTo(1);
        assertServesOn(harness);
        harness.close();
    }

    @Test
    void aGoodUpdateIsNotLostWhenTheBarrierCameBeforeItsSwap() throws Exception {
        RecommendHarness harness = models.started();
        long good = models.backbone(3);
        long ordered = models.reranker(5);
        harness.shared(new Announced(models.announce(BACKBONE, good)));
        harness.shared(new Announced(models.announce(RERANKER, ordered)));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(models.settings(0), models.loader(), state);
        harness.awaitSwap();
        Recommendation answer = answer(harness);
        assertThat(answer.backboneVersion()).isEqualTo(good);
        assertThat(answer.rerankerVersion()).isEqualTo(ordered);
        harness.close();
    }

    private void assertServesOn(RecommendHarness harness) throws Exception {
        Recommendation answer = answer(harness);
        assertThat(answer.backboneVersion()).isEqualTo(2);
        assertThat(answer.rerankerVersion()).isEqualTo(1);
        assertThat(answer.tier()).isEqualTo(Tier.FULL);
        assertThat(answer.items()).hasSize(5);
    }

    private Recommendation answer(RecommendHarness harness) throws Exception {
        clicks++;
        harness.user(click("ann", "e" + clicks, "item-" + clicks, 1_000L * clicks));
        List<Recommendation> answers = harness.takeRecommendations();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private ModelUpdate update(long version) throws Exception {
        byte[] manifest = Files.readAllBytes(file(version, "manifest.json"));
        String uri = models.store.uri(BACKBONE, version);
        return new ModelUpdate(BACKBONE, version, 0, uri, sha256(manifest), 1, Map.of(), 0);
    }

    private Path file(long version, String name) {
        return folder.resolve(BACKBONE).resolve(Long.toString(version)).resolve(name);
    }

    private ObjectNode manifest(long version) throws IOException {
        return (ObjectNode) JSON.readTree(Files.readAllBytes(file(version, "manifest.json")));
    }

    private void write(long version, ObjectNode manifest) throws IOException {
        Files.write(file(version, "manifest.json"), JSON.writeValueAsBytes(manifest));
    }

    /** Another content that the manifest agrees with. */
    private void replace(long version, String name, byte[] content) throws Exception {
        Files.write(file(version, name), content);
        ObjectNode manifest = manifest(version);
        manifest.get("files")
                .forEach(
                        entry -> {
                            if (entry.path("name").asText().equals(name)) {
                                ((ObjectNode) entry).put("sha256", sha256(content));
                            }
                        });
        write(version, manifest);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
