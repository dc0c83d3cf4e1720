package io.riffle.job.train;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.job.settings.TrainSettings;
import io.riffle.job.state.CatalogueInput;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** The train step without a cluster: the test drives inputs, barriers and time. */
@SuppressWarnings("try") // the harness closes as Flink declares it
final class TrainHarness extends AbstractStreamOperatorTestHarness<ModelUpdate> {

    static final long START = 1_000_000;

    private <F extends ArtifactFiles & Serializable> TrainHarness(TrainSettings settings, F files)
            throws Exception {
        super(new TrainOperatorFactory<>(settings, files), 1, 1, 0);
        setProcessingTime(START);
    }

    static TrainHarness started(TrainSettings settings) throws Exception {
        return started(settings, new FlinkFiles());
    }

    static <F extends ArtifactFiles & Serializable> TrainHarness started(
            TrainSettings settings, F files) throws Exception {
        TrainHarness harness = new TrainHarness(settings, files);
        harness.setup();
        harness.open();
        return harness;
    }

    static TrainHarness restored(TrainSettings settings, OperatorSubtaskState state)
            throws Exception {
        TrainHarness harness = new TrainHarness(settings, new FlinkFiles());
        harness.setup();
        harness.initializeState(state);
        harness.open();
        return harness;
    }

    /** A sample whose click was received now. */
    void sample(TrainingSample sample) {
        train().processElement1(new StreamRecord<>(sample, getProcessingTime()));
    }

    void item(Item item) {
        train().processElement2(new StreamRecord<>(new CatalogueInput.Listed(item)));
    }

    /** A request that was written now. */
    void forget(String userId) {
        ForgetUser request = new ForgetUser("request of " + userId, userId, 1);
        train().processElement2(
                        new StreamRecord<>(
                                new CatalogueInput.Forget(request, getProcessingTime())));
    }

    List<ForgetReceipt> receipts() {
        ConcurrentLinkedQueue<StreamRecord<ForgetReceipt>> receipts =
                getSideOutput(TrainOperator.RECEIPTS);
        return receipts == null
                ? List.of()
                : receipts.stream().map(StreamRecord::getValue).toList();
    }

    void withdraw(String itemId) {
        train().processElement2(new StreamRecord<>(new CatalogueInput.Withdrawn(itemId)));
    }

    /** A barrier: what goes out before it, then the state. */
    OperatorSubtaskState barrier(long checkpoint) throws Exception {
        prepareSnapshotPreBarrier(checkpoint);
        return snapshot(checkpoint, getProcessingTime());
    }

    private TrainOperator train() {
        return (TrainOperator) operator;
    }

    /** Every announcement so far. */
    List<ModelUpdate> announced() {
        return new ArrayList<>(extractOutputValues());
    }
}
