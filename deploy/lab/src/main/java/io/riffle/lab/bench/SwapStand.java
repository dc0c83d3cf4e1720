package io.riffle.lab.bench;

import io.riffle.artifact.LoadedModel;
import io.riffle.lab.Interrupt;
import io.riffle.lab.Lab;
import io.riffle.lab.LabFolder;
import io.riffle.lab.audience.AnswerReader;
import io.riffle.lab.audience.Summary;
import io.riffle.lab.audience.Tally;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.schema.ModelUpdate;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;

/** A whole system under load, with a backbone and a reranker of random weights to be updated. */
final class SwapStand implements AutoCloseable {

    private final Interrupt interrupt = new Interrupt();
    private final LabFolder folder = new LabFolder();
    private final ClickSource source;
    private final Lab lab;
    private final RecordSender sender;
    private final SwapUpdates updates;
    private final AnswerReader answers;

    /**
     * @param model that is updated: {@code backbone} or {@code reranker}
     */
    SwapStand(ClickSource source, String model, Configuration settings) {
        this.source = source;
        RandomModels models = RandomModels.publish(folder, source);
        lab = Lab.start(folder, 0, 1, models.served(settings), source.items(), source.users());
        sender = new RecordSender(lab.brokers());
        LoadedModel base =
                model.equals(ModelUpdate.BACKBONE)
                        ? models.backbone()
                        : models.store().get(model, models.reranker());
        updates = new SwapUpdates(models.store(), base, lab.brokers());
        answers = new AnswerReader(lab.brokers(), tally());
    }

    Lab lab() {
        return lab;
    }

    SwapUpdates updates() {
        return updates;
    }

    boolean interrupted() {
        return interrupt.requested();
    }

    /** Versions taken into use so far. */
    long swaps() {
        return lab.metrics().count("model.swapped");
    }

    /**
     * Sends clicks and waits for their answers.
     *
     * @param rate records per second; infinite = as fast as answers come
     */
    Summary drive(double rate, double seconds) throws IOException {
        Tally tally = tally();
        answers.into(tally);
        new Drive(lab, source, sender, interrupt).run(tally, rate, seconds, answers::failIfEnded);
        return tally.summary();
    }

    @Override
    public void close() throws IOException {
        try (interrupt;
                folder;
                source;
                lab;
                sender;
                updates) {
            answers.close();
        }
    }

    private Tally tally() {
        return Tally.of(lab.metrics());
    }
}
