package io.riffle.job.train;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.job.metrics.TrainMetrics;
import io.riffle.job.settings.TrainSettings;
import io.riffle.job.state.CatalogueInput;
import io.riffle.job.state.Types;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.online.OnlineTrainer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.OperatorStateCheckpointOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples in, announcements of new models out. Learns on the task thread, a batch at a time, at the
 * pace of {@link LearningPace}.
 *
 * <p>Announcements are emitted right before a barrier, so that an exactly-once sink shows them when
 * the checkpoint that holds the weights behind them completes. A sample's timestamp is when it was
 * written: right after the click that settled it, unless the recommendation job lags.
 *
 * <p><b>State</b>: all that the trainer needs to go on, in the checkpoint itself: it lives and goes
 * with it, savepoints too. Earlier releases kept it beside the models, under an address that is
 * still read. One subtask.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator in initializeState and open
final class TrainOperator extends AbstractStreamOperator<ModelUpdate>
        implements TwoInputStreamOperator<TrainingSample, CatalogueInput, ModelUpdate>,
                BoundedMultiInput {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TrainOperator.class);

    static final OutputTag<ForgetReceipt> RECEIPTS =
            new OutputTag<>("forget-receipts", Types.FORGET_RECEIPT);

    private final TrainSettings settings;
    private final transient ArtifactFiles files;
    private final transient StoreUpkeep upkeep;

    private transient ListState<String> addresses;
    private transient TrainerStates states;
    private transient OnlineTrainer trainer;
    private transient LearningPace pace;
    private transient TrainMetrics numbers;
    private transient boolean finished;

    TrainOperator(
            StreamOperatorParameters<ModelUpdate> parameters,
            TrainSettings settings,
            ArtifactFiles files) {
        super(parameters);
        this.settings = settings;
        this.files = files;
        this.upkeep =
                new StoreUpkeep(
                        files,
                        settings.store(),
                        settings.upkeep(),
                        () -> getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        addresses =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>("trainer", StringSerializer.INSTANCE));
        states = new TrainerStates(settings.store(), files, settings.model(), this::trainer);
        trainer = states.restore(context.getRawOperatorStateInputs(), addresses.get());
    }

    private OnlineTrainer trainer(@Nullable String model) {
        return new OnlineTrainer(
                settings.learning(),
                settings.cadence(),
                settings.gates(),
                files,
                settings.store(),
                model,
                BackboneShape.DEFAULT,
                () -> getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void open() throws Exception {
        super.open();
        numbers = new TrainMetrics(getMetricGroup(), trainer, states.lost());
        pace = new LearningPace(trainer, getProcessingTimeService());
        pace.learnOrWait();
    }

    @Override
    public void processElement1(StreamRecord<TrainingSample> element) {
        trainer.offer(element.getValue(), element.hasTimestamp() ? element.getTimestamp() : 0);
        pace.learnOrWait();
    }

    @Override
    public void processElement2(StreamRecord<CatalogueInput> element) {
        if (element.getValue() instanceof CatalogueInput.Listed listed) {
            trainer.describe(listed.item());
        } else if (element.getValue() instanceof CatalogueInput.Withdrawn withdrawn) {
            trainer.withdraw(withdrawn.itemId());
        } else if (element.getValue() instanceof CatalogueInput.Forget forget) {
            forget(forget);
        }
    }

    private void forget(CatalogueInput.Forget forget) {
        ForgetReceipt.Purged purged = trainer.forget(forget.request().userId(), forget.asked());
        ForgetReceipt receipt =
                new ForgetReceipt(
                        forget.request(),
                        getProcessingTimeService().getCurrentProcessingTime(),
                        TrainStep.NAME,
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                        purged,
                        trainer.published());
        output.collect(RECEIPTS, new StreamRecord<>(receipt));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        // The last checkpoint comes after the sink has taken its last element.
        if (!finished) {
            announceDue();
        }
        upkeep.snapshot(checkpointId, trainer.named());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        OperatorStateCheckpointOutputStream out = context.getRawOperatorStateOutput();
        out.startNewPartition();
        trainer.save(out);
        addresses.clear();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        upkeep.completed(checkpointId);
        super.notifyCheckpointComplete(checkpointId);
        states.completed();
    }

    @Override
    public void endInput(int input) {}

    /** At the end of a bounded input nothing that waits is left behind, nor what is due. */
    @Override
    public void finish() throws Exception {
        while (trainer.progress().waiting() > 0) {
            trainer.learn();
        }
        announceDue();
        finished = true;
        super.finish();
    }

    @Override
    public void close() throws Exception {
        // Null when the operator never opened.
        if (trainer != null) {
            trainer.close();
        }
        super.close();
    }

    private void announceDue() {
        for (ModelUpdate update : trainer.publishDue()) {
            LOG.info("Announce {} version {}", update.model(), update.version());
            upkeep.announced(update);
            numbers.published();
            output.collect(new StreamRecord<>(update));
        }
        numbers.refused(trainer.refused());
    }
}
