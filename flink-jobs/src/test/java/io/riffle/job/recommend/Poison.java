package io.riffle.job.recommend;

import static io.riffle.job.recommend.RealModels.BACKBONE;
import static io.riffle.job.recommend.RealModels.RERANKER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.testing.TestModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.pretraining.UntrainedBackbone;
import io.riffle.training.pretraining.UntrainedReranker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an update is poisoned; each makes and announces one. */
enum Poison {
    NAN(Reason.NON_FINITE) {
        @Override
        ModelUpdate announce(PoisonedStore store) throws Exception {
            long version = store.models().backbone(3);
            byte[] weights = Files.readAllBytes(store.file(version, PoisonedStore.WEIGHTS));
            ByteBuffer.wrap(weights)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(weights.length - 4, Float.NaN);
            store.replace(version, PoisonedStore.WEIGHTS, weights);
            return store.update(version);
        }
    },
    WRONG_SHAPE(Reason.SHAPE) {
        @Override
        ModelUpdate announce(PoisonedStore store) throws Exception {
            long version = store.models().backbone(3);
            ObjectNode manifest = store.manifest(version);
            ((ObjectNode) manifest.get("config")).put("ffn_width", 32);
            store.write(version, manifest);
            return store.update(version);
        }
    },
    WRONG_FINGERPRINT(Reason.FINGERPRINT) {
        @Override
        ModelUpdate announce(PoisonedStore store) {
            ModelStore other = ModelStore.local(store.models().folder.resolve("other"));
            UntrainedBackbone.publish(other, List.of("a", "b"), 1);
            LoadedModel stranger = other.get(BACKBONE, 1);
            Manifest manifest = UntrainedReranker.publish(store.models().store, stranger, 1);
            return store.models().announce(RERANKER, manifest.version());
        }
    },
    BAD_CHECKSUM(Reason.CHECKSUM) {
        @Override
        ModelUpdate announce(PoisonedStore store) throws Exception {
            long version = store.models().backbone(3);
            ModelUpdate update = store.update(version);
            byte[] weights = Files.readAllBytes(store.file(version, PoisonedStore.WEIGHTS));
            weights[weights.length - 3] ^= 1;
            Files.write(store.file(version, PoisonedStore.WEIGHTS), weights);
            return update;
        }
    },
    OTHER_MANIFEST(Reason.CHECKSUM) {
        @Override
        ModelUpdate announce(PoisonedStore store) throws Exception {
            long version = store.models().backbone(3);
            ModelUpdate update = store.update(version);
            store.write(version, store.manifest(version).put("note", "changed"));
            return update;
        }
    },
    TRUNCATED(Reason.TRUNCATED) {
        @Override
        ModelUpdate announce(PoisonedStore store) throws Exception {
            long version = store.models().backbone(3);
            ModelUpdate update = store.update(version);
            byte[] weights = Files.readAllBytes(store.file(version, PoisonedStore.WEIGHTS));
            Files.write(
                    store.file(version, PoisonedStore.WEIGHTS),
                    Arrays.copyOf(weights, weights.length / 2));
            return update;
        }
    },
    MISSING_BASE(Reason.BASE) {
        @Override
        ModelUpdate announce(PoisonedStore store) throws Exception {
            LoadedModel base = store.models().store.get(BACKBONE, store.models().backbone(3));
            Map<String, Tensor> changed = new LinkedHashMap<>(base.tensors());
            changed.computeIfPresent(
                    "item_embedding",
                    (name, table) -> {
                        float[] rows = table.data().clone();
                        rows[9] += 0.1f;
                        return new Tensor(table.shape(), rows);
                    });
            Manifest delta =
                    store.models()
                            .store
                            .putDelta(
                                    Manifest.draft(BACKBONE, base.config()),
                                    base,
                                    changed,
                                    base.vocabulary().itemIds());
            ModelUpdate update = store.models().announce(BACKBONE, delta.version());
            Files.delete(store.file(base.version(), "manifest.json"));
            return update;
        }
    },
    NOTHING_THERE(Reason.MISSING) {
        @Override
        ModelUpdate announce(PoisonedStore store) throws Exception {
            ModelUpdate update = store.update(store.models().backbone(3));
            Files.delete(store.file(update.version(), "manifest.json"));
            return update;
        }
    },
    OLDER(Reason.OLDER) {
        @Override
        ModelUpdate announce(PoisonedStore store) {
            return store.models().announce(BACKBONE, 1);
        }
    },
    TEN_TIMES_THE_NORM(Reason.NORM) {
        @Override
        ModelUpdate announce(PoisonedStore store) {
            Manifest exploded = TestModel.publish(store.models().folder, 3, 10);
            return store.models().announce(BACKBONE, exploded.version());
        }
    };

    private final Reason reason;

    Poison(Reason reason) {
        this.reason = reason;
    }

    abstract ModelUpdate announce(PoisonedStore store) throws Exception;

    /** What it must be refused for. */
    Reason reason() {
        return reason;
    }
}
