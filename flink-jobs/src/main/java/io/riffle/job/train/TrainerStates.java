package io.riffle.job.train;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.online.OnlineTrainer;
import io.riffle.training.state.TrainerStateException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.function.Function;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a trainer goes on from: what a checkpoint holds, or, of earlier releases, a file beside the
 * models that it names. A state that cannot be read is given up aloud: the newest published models
 * are better than a job that never starts. What merely cannot be had now fails the start, which
 * Flink repeats.
 *
 * <p><b>State</b>: which of the files of earlier releases may still be needed.
 */
final class TrainerStates {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerStates.class);
    private static final String FOLDER = "/training";

    private final String store;
    private final ArtifactFiles files;
    private final Function<@Nullable String, OnlineTrainer> trainers;
    private final @Nullable String model;
    private @Nullable String named;
    private boolean restored;
    private boolean lost;

    /**
     * @param model URI of the model that learning starts from without a state; null = the newest
     * @param trainers makes one that starts from a model; null = from the store's newest
     */
    TrainerStates(
            String store,
            ArtifactFiles files,
            @Nullable String model,
            Function<@Nullable String, OnlineTrainer> trainers) {
        this.store = store;
        this.files = files;
        this.model = model;
        this.trainers = trainers;
    }

    /** Whether a state was given up. */
    boolean lost() {
        return lost;
    }

    /**
     * A trainer that goes on, or begins.
     *
     * @param held what the checkpoint holds
     * @param addresses files that a checkpoint of an earlier release names
     * @throws IOException when a state cannot be had now
     */
    OnlineTrainer restore(Iterable<StatePartitionStreamProvider> held, Iterable<String> addresses)
            throws IOException {
        OnlineTrainer trainer = trainers.apply(model);
        try {
            for (StatePartitionStreamProvider part : held) {
                restored = true;
                try (InputStream in = part.getStream()) {
                    trainer.restore(in);
                }
            }
            for (String address : addresses) {
                restored = true;
                named = address;
                try (InputStream in = files.open(address)) {
                    trainer.restore(in);
                }
            }
            return trainer;
        } catch (TrainerStateException | FileNotFoundException | NoSuchFileException e) {
            trainer.close();
            lost = true;
            LOG.error(
                    "What the trainer had learned since the newest published models is lost:"
                            + " its state cannot be read, it starts from them",
                    e);
            return trainers.apply(newest() ? null : model);
        } catch (IOException | RuntimeException | Error e) {
            trainer.close();
            throw e;
        }
    }

    /**
     * A checkpoint that holds the state is complete: files that earlier runs left beside the models
     * are removed, but the one that this run was restored from. Where the store cannot be asked now
     * the next checkpoint does it.
     */
    void completed() {
        if (!restored) {
            return;
        }
        try {
            remove();
            restored = false;
        } catch (IOException e) {
            LOG.warn("States of earlier releases stay longer than they need to", e);
        }
    }

    private void remove() throws IOException {
        int removed = 0;
        for (String name : files.list(store + FOLDER)) {
            String path = store + FOLDER + "/" + name;
            if (!path.equals(named)) {
                files.delete(path);
                removed++;
            }
        }
        if (removed > 0) {
            LOG.info("Removed {} states of earlier releases from {}{}", removed, store, FOLDER);
        }
    }

    private boolean newest() {
        return new ModelStore(files, store).newest(ModelUpdate.BACKBONE).isPresent();
    }
}
