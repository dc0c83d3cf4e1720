package io.riffle.cli.lab;

import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelStore;
import io.riffle.cli.clicks.ClickSource;
import io.riffle.cli.console.Console;
import io.riffle.cli.kafka.RecordSender;
import io.riffle.job.RecommendOptions;
import io.riffle.training.UntrainedBackbone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A rate sweep over the whole path, broker to broker, in one process. First without a model (the
 * bare pipeline), then with one: what the second costs over the first is the model's.
 *
 * @param rates records per second of each phase; infinite = as fast as answers come
 * @param seconds of each phase
 * @param model address of the backbone; null = an untrained one for the source's items
 * @param settings of the job
 */
public record Bench(
        Sources sources,
        List<Double> rates,
        double seconds,
        @Nullable String model,
        Configuration settings) {

    private static final long SEED = 1;
    private static final double WARM_UP_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 120;

    /** Opens the same clicks again for every lab. */
    @FunctionalInterface
    public interface Sources {
        ClickSource open() throws IOException;
    }

    /** Runs both sweeps; the result has one phase per rate and pipeline. */
    public List<BenchPhase> run(Console console) throws IOException {
        List<BenchPhase> phases = new ArrayList<>();
        phases.addAll(sweep(console, false));
        phases.addAll(sweep(console, true));
        return phases;
    }

    private List<BenchPhase> sweep(Console console, boolean withModel) throws IOException {
        try (Interrupt interrupt = new Interrupt();
                LabFolder folder = new LabFolder();
                ClickSource source = sources.open()) {
            Configuration all = new Configuration(settings);
            if (withModel) {
                all.set(RecommendOptions.MODEL, model == null ? untrained(folder, source) : model);
            }
            console.note(withModel ? "riffle: with the backbone" : "riffle: bare pipeline");
            try (Lab lab = Lab.start(folder, 0, 1, all, source.items(), source.users());
                    RecordSender sender = new RecordSender(lab.brokers())) {
                Tally warmUp = tally(lab);
                List<BenchPhase> phases = new ArrayList<>();
                try (AnswerReader answers = new AnswerReader(lab.brokers(), warmUp)) {
                    double unlimited = Double.POSITIVE_INFINITY;
                    drive(
                            lab,
                            source,
                            sender,
                            warmUp,
                            unlimited,
                            WARM_UP_SECONDS,
                            console,
                            interrupt);
                    for (double rate : rates) {
                        Tally tally = tally(lab);
                        answers.into(tally);
                        Meter meter = Meter.start(lab);
                        drive(lab, source, sender, tally, rate, seconds, console, interrupt);
                        BenchPhase phase = meter.stop(withModel, rate, tally.summary());
                        console.note("  " + phase.line());
                        phases.add(phase);
                    }
                    answers.failIfEnded();
                }
                return phases;
            }
        }
    }

    private static void drive(
            Lab lab,
            ClickSource source,
            RecordSender sender,
            Tally tally,
            double rate,
            double seconds,
            Console console,
            Interrupt interrupt)
            throws IOException {
        Runnable watch =
                () -> {
                    lab.failIfEnded();
                    console.live("  %,d unanswered".formatted(tally.unanswered()));
                };
        Traffic traffic = new Traffic(source, tally, sender, rate, watch);
        interrupt.onRequest(traffic::stop);
        traffic.send(seconds);
        traffic.drain(PATIENCE_SECONDS);
    }

    private static Tally tally(Lab lab) {
        JobMetrics metrics = lab.metrics();
        long duplicates = metrics.count("click.dropped");
        long late = metrics.count("click.late");
        return new Tally(
                () -> metrics.count("click.dropped") - duplicates,
                () -> metrics.count("click.late") - late,
                System::nanoTime);
    }

    private static String untrained(LabFolder folder, ClickSource source) {
        ModelStore store = ModelStore.local(folder.folder("models"));
        Manifest manifest = UntrainedBackbone.publish(store, source.itemIds(), SEED);
        return store.uri(manifest.model(), manifest.version());
    }
}
