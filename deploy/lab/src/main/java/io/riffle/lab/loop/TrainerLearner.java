package io.riffle.lab.loop;

import io.riffle.artifact.LocalFiles;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.online.OnlineSettings;
import io.riffle.training.online.OnlineTrainer;
import io.riffle.training.online.RerankerProgress;
import io.riffle.training.publish.PublishCadence;
import java.nio.file.Path;
import java.util.List;

/**
 * The training job's trainer, on a clock of requests: a hundred of them are a second, and learning
 * takes no time. It starts from nothing, with the settings that the job has by default.
 *
 * <p><b>State</b>: the trainer's; its versions lie in a folder.
 */
public final class TrainerLearner implements LoopLearner {
    private static final int REQUEST_MS = 10;
    private static final int CHECKPOINT = 100; // requests
    private static final BackboneShape SMALL = new BackboneShape(32, 2, 64, 50);

    /** Of a backbone every 2,000 requests, of its rows and of the reranker every 500. */
    private static final PublishCadence CADENCE = new PublishCadence(20_000, 5_000, 5_000, 5_000);

    private final OnlineTrainer trainer;
    private long requests;

    /**
     * One that has learned nothing.
     *
     * @param store folder of the versions; empty
     * @param items the catalogue
     */
    public TrainerLearner(Path store, List<Item> items) {
        trainer =
                new OnlineTrainer(
                        OnlineSettings.DEFAULT,
                        CADENCE,
                        GateLimits.DEFAULT,
                        new LocalFiles(),
                        store.toString(),
                        null,
                        SMALL,
                        () -> requests * REQUEST_MS);
        items.forEach(trainer::describe);
    }

    @Override
    public void learn(TrainingSample sample) {
        requests++;
        trainer.offer(sample, 0);
        while (trainer.waitMs() == 0) {
            trainer.learn();
        }
    }

    @Override
    public List<ModelUpdate> published() {
        return requests % CHECKPOINT == 0 ? trainer.publishDue() : List.of();
    }

    @Override
    public long refused() {
        return trainer.refused().values().stream().mapToLong(n -> n).sum();
    }

    @Override
    public Judged judged() {
        RerankerProgress newest = trainer.progress().reranker();
        return new Judged(newest.heldOut(), newest.trainedUtility(), newest.servedUtility());
    }

    @Override
    public void close() {
        trainer.close();
    }
}
