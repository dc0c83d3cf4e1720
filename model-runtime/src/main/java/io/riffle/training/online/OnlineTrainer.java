package io.riffle.training.online;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.publish.Publication;
import io.riffle.training.publish.PublishCadence;
import io.riffle.training.samples.Taken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Learns from samples as they come: the face of online training, plain Java in and out.
 *
 * <p>Batches hold new samples in order of arrival and kept ones for replay; only what is new in a
 * sample carries loss. Everything that decides the next step is in {@link #save}: a restored
 * trainer continues exactly.
 *
 * <p><b>Units</b>: epoch ms. <b>State</b>: owned by one thread; the engine collects gradients for
 * one trainer in a process.
 */
public final class OnlineTrainer implements AutoCloseable {
    private final LongSupplier clock;
    private final ActionRules actions;
    private final TrainerMemory memory;
    private final OnlineModels models;
    private final MetItems metItems;
    private final BatchLearning learning;
    private final BatchLessons lessons;
    private final ForgottenUsers forgotten = new ForgottenUsers();

    /**
     * A trainer that starts from a published backbone, or from nothing.
     *
     * @param files of the store
     * @param store address of the store
     * @param start where learning starts; null = the store's newest backbone, else {@code fresh}
     * @param fresh architecture of a backbone that starts from nothing, over one (padding) row
     * @param clock processing time
     */
    public OnlineTrainer(
            OnlineSettings settings,
            PublishCadence cadence,
            GateLimits gates,
            ArtifactFiles files,
            String store,
            @Nullable String start,
            BackboneShape fresh,
            LongSupplier clock) {
        this.clock = clock;
        this.actions = settings.backbone().actions();
        memory = TrainerMemory.of(settings, gates, clock);
        models = new OnlineModels(settings, cadence, gates, files, store, start, fresh, clock);
        metItems = new MetItems(models);
        learning =
                new BatchLearning(settings, models, memory.reservoir(), memory.judges().heldBack());
        lessons =
                new BatchLessons(
                        memory.learned(), metItems, learning, models.sources(), memory.counters());
    }

    /** What the catalogue says about an item: a new one gets a row before its first click. */
    public void describe(Item item) {
        metItems.describe(item);
    }

    /** The catalogue lists an item no longer: its row may be another's. */
    public void withdraw(String itemId) {
        models.backbone().items().withdraw(itemId);
    }

    /**
     * Takes a sample in, or leaves it out when the backlog asks for that.
     *
     * @param received when it was written; 0 = unknown
     */
    public void offer(TrainingSample sample, long received) {
        if (forgotten.contains(sample.userId(), received)) {
            return;
        }
        TrainingSample taught = actions.taught(sample);
        memory.learned().heard(taught);
        memory.intake().offer(taught, received);
    }

    /**
     * Ms until {@link #learn} should be called; 0 = now, {@link Long#MAX_VALUE} = nothing waits.
     */
    public long waitMs() {
        return memory.intake().waitMs();
    }

    /** Learns one batch of the samples that wait. */
    public void learn() {
        long begin = clock.getAsLong();
        List<Taken> batch = lessons.of(memory.intake().take());
        metItems.admit();
        models.sources().learn();
        memory.counters().loss =
                learning.learn(memory.judges().heldBack().exchange(batch), memory.counters());
        memory.intake().learnedSince(begin);
    }

    /**
     * Drops every sample of a user: those that wait, that are held back, that are kept for replay;
     * and, for a while, those that are still on their way. What the weights have learned stays in
     * them.
     *
     * @param asked when the request was written
     * @return what there was
     */
    public ForgetReceipt.Purged forget(String userId, long asked) {
        forgotten.add(userId, asked);
        int waiting = memory.intake().forget(userId) + memory.judges().heldBack().forget(userId);
        return new ForgetReceipt.Purged(0, 0, 0, false, waiting, memory.reservoir().forget(userId));
    }

    /** The newest published versions: what may have learned from whoever was forgotten. */
    public ForgetReceipt.Learned published() {
        return models.published();
    }

    /** Versions that {@link #save} names, by model: a restored trainer asks the store for them. */
    public Map<String, Set<Long>> named() {
        return models.sections().named(memory.judges());
    }

    /** Publishes what is due and returns the announcements to be made, often none. */
    public List<ModelUpdate> publishDue() {
        metItems.admit();
        Map<String, Double> metrics = memory.counters().metrics();
        metrics.put("steps", (double) models.backbone().steps());
        List<ModelUpdate> updates = models.publishDue(memory.judges(), metrics, memory.reservoir());
        for (ModelUpdate update : updates) {
            if (update.model().equals(ModelUpdate.BACKBONE)) {
                memory.counters().oldestUnpublished = 0;
            }
        }
        return updates;
    }

    /** Publications that a gate refused so far, or that the store did not take, by gate. */
    public Map<Publication.Gate, Long> refused() {
        return models.refused();
    }

    /** What was done so far. */
    public Progress progress() {
        return Progress.of(memory.counters(), memory.intake().size(), memory.judges(), models);
    }

    /** Writes everything the trainer needs to go on; leaves the stream open. */
    public void save(OutputStream out) throws IOException {
        metItems.admit();
        models.sections().write(out, memory::write, forgotten::write);
    }

    /**
     * Continues where {@link #save} was called, in this release or an earlier one.
     *
     * @throws IOException when the bytes cannot be had now, or the store cannot be read
     * @throws io.riffle.training.state.TrainerStateException when they cannot be gone on from; the
     *     trainer is of no use then
     */
    public void restore(InputStream in) throws IOException {
        models.sections().read(in, rest -> memory.read(rest, models.store()), forgotten::read);
    }

    @Override
    public void close() {
        models.close();
    }

    /** What is trained, for tests. */
    public OnlineModels models() {
        return models;
    }

    /** Samples that are kept for replay, for tests. */
    List<TrainingSample> kept() {
        List<TrainingSample> kept = new ArrayList<>();
        memory.reservoir().forEach(kept::add);
        return kept;
    }
}
