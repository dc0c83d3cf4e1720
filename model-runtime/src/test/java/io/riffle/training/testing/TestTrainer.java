package io.riffle.training.testing;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LocalFiles;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.online.BacklogPolicy;
import io.riffle.training.online.OnlineSettings;
import io.riffle.training.online.OnlineTrainer;
import io.riffle.training.publish.PublishCadence;
import io.riffle.training.reranker.RerankerSettings;
import io.riffle.training.stream.BackboneSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes trainers that are small enough for tests, on a clock that the test moves. */
public final class TestTrainer {
    public static final BackboneShape SHAPE = new BackboneShape(8, 1, 16, 8);

    private final Path folder;
    private final AtomicLong clock;
    private int remembered = 1_000;
    private double replay = 1;
    private int reservoir = 20;
    private double heldOut = .5;
    private boolean blends = true;
    private @Nullable String start;
    private ArtifactFiles files = new LocalFiles();
    private GateLimits gates = new GateLimits(3, 1, 1, 1e-5);
    private BacklogPolicy backlog = new BacklogPolicy(10_000, 20_000);
    private BackboneSettings backbone = backbone();
    private PublishCadence cadence = new PublishCadence(10_000, 1_000, 1_000, 1_000);

    public TestTrainer(Path folder, AtomicLong clock) {
        this.folder = folder;
        this.clock = clock;
    }

    static BackboneSettings backbone() {
        return backbone(100);
    }

    private static BackboneSettings backbone(int maxItems) {
        return new BackboneSettings(
                0.01f, 0.01f, 0, 10, 0, 0.1f, 9, 64, 1000, 16, maxItems, false, 5);
    }

    public TestTrainer gates(GateLimits passed) {
        gates = passed;
        return this;
    }

    public TestTrainer cadence(PublishCadence passed) {
        cadence = passed;
        return this;
    }

    public TestTrainer backlog(BacklogPolicy policy) {
        backlog = policy;
        return this;
    }

    public TestTrainer remembered(int requests) {
        remembered = requests;
        return this;
    }

    public TestTrainer reservoir(int samples) {
        reservoir = samples;
        return this;
    }

    public TestTrainer heldOut(double share) {
        heldOut = share;
        return this;
    }

    public TestTrainer blends(boolean whether) {
        blends = whether;
        return this;
    }

    /** Begins with the newest backbone of another store. */
    public TestTrainer from(String store) {
        start = folder.resolve(store).toString();
        return this;
    }

    /** In files that may fail. */
    public TestTrainer files(ArtifactFiles ofStores) {
        files = ofStores;
        return this;
    }

    public TestTrainer maxItems(int rows) {
        backbone = backbone(rows);
        return this;
    }

    public TestTrainer replay(double ratio) {
        replay = ratio;
        return this;
    }

    public TestTrainer backbone(BackboneSettings settings) {
        backbone = settings;
        return this;
    }

    public OnlineSettings settings() {
        return new OnlineSettings(
                8,
                1_000,
                64,
                replay,
                reservoir,
                100,
                remembered,
                heldOut,
                50,
                1,
                backlog,
                backbone,
                new RerankerSettings(true, 4, 16, 1, 1e-2f, .3f, 8, 0, 7),
                blends,
                3);
    }

    /** One with a store of its own. */
    public OnlineTrainer in(String store) {
        return new OnlineTrainer(
                settings(),
                cadence,
                gates,
                files,
                folder.resolve(store).toString(),
                start,
                SHAPE,
                clock::get);
    }

    /** Offers a sample that was received now, and learns a batch once it is full. */
    public void learnWhenFull(OnlineTrainer trainer, TrainingSample sample) {
        trainer.offer(sample, clock.get());
        if (trainer.waitMs() == 0) {
            trainer.learn();
        }
    }

    /** The same of some, then learns all that waits. */
    public void learn(OnlineTrainer trainer, TrainingSample... samples) {
        for (TrainingSample sample : samples) {
            learnWhenFull(trainer, sample);
        }
        while (trainer.progress().waiting() > 0) {
            trainer.learn();
        }
    }

    /** The state of a trainer. */
    public static byte[] saved(OnlineTrainer trainer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        trainer.save(out);
        return out.toByteArray();
    }

    /** Goes on from a state. */
    public static void restore(OnlineTrainer trainer, byte[] saved) throws IOException {
        trainer.restore(new ByteArrayInputStream(saved));
    }
}
