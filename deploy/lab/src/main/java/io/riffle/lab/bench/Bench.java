package io.riffle.lab.bench;

import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.options.RecommendOptions;
import io.riffle.lab.Interrupt;
import io.riffle.lab.Lab;
import io.riffle.lab.LabFolder;
import io.riffle.lab.audience.AnswerReader;
import io.riffle.lab.audience.Tally;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.console.Console;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.training.pretraining.UntrainedBackbone;
import io.riffle.training.pretraining.UntrainedReranker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Rate sweeps over the whole path, broker to broker, in one process. What a sweep with models costs
 * over the bare pipeline is the models'.
 *
 * @param rates records per second of each phase; infinite = as fast as answers come
 * @param seconds of each phase
 * @param model address of the backbone; null = an untrained one for the source's items
 * @param settings options of the job and of Flink that hold for all sweeps
 */
public record Bench(
        List<BenchSweep> sweeps,
        List<Double> rates,
        double seconds,
        @Nullable String model,
        Map<String, String> settings) {

    private static final long SEED = 1;

    /** What the rate before has left to do must not be this one's latency. */
    private static final double LONGEST_SETTLING_SECONDS = 20;

    /** Runs every sweep; the result has one phase per sweep and rate. */
    public List<BenchPhase> run(Console console) throws IOException {
        List<BenchPhase> phases = new ArrayList<>();
        for (BenchSweep sweep : sweeps) {
            console.note("riffle: " + sweep.label());
            phases.addAll(run(sweep, console));
        }
        return phases;
    }

    private List<BenchPhase> run(BenchSweep sweep, Console console) throws IOException {
        try (Interrupt interrupt = new Interrupt();
                LabFolder folder = new LabFolder();
                ClickSource source = sweep.clicks().open()) {
            try (Lab lab =
                            Lab.start(
                                    folder,
                                    0,
                                    1,
                                    settings(sweep, folder, source),
                                    source.items(),
                                    source.users());
                    RecordSender sender = new RecordSender(lab.brokers())) {
                Tally warmUp = tally(lab);
                List<BenchPhase> phases = new ArrayList<>();
                try (AnswerReader answers = new AnswerReader(lab.brokers(), warmUp)) {
                    Drive drive = new Drive(lab, source, sender, interrupt);
                    WarmUp.run(
                            seconds,
                            stretch ->
                                    drive.run(
                                            warmUp,
                                            Double.POSITIVE_INFINITY,
                                            stretch,
                                            live(console, warmUp)));
                    for (double rate : rates) {
                        Tally settling = tally(lab);
                        answers.into(settling);
                        drive.run(
                                settling,
                                rate,
                                Math.min(seconds, LONGEST_SETTLING_SECONDS),
                                live(console, settling));
                        Tally tally = tally(lab);
                        answers.into(tally);
                        PhaseMeter meter = PhaseMeter.start(lab, tally);
                        Runnable live = live(console, tally);
                        drive.run(
                                tally,
                                rate,
                                seconds,
                                () -> {
                                    meter.tick();
                                    live.run();
                                });
                        BenchPhase phase = meter.stop(sweep, rate, tally.summary());
                        phase.lines().forEach(line -> console.note("  " + line));
                        phases.add(phase);
                    }
                    answers.failIfEnded();
                }
                return phases;
            }
        }
    }

    private static Runnable live(Console console, Tally tally) {
        return () ->
                console.live(String.format(Locale.ROOT, "  %,d unanswered", tally.unanswered()));
    }

    private static Tally tally(Lab lab) {
        return Tally.of(lab.metrics());
    }

    private Configuration settings(BenchSweep sweep, LabFolder folder, ClickSource source) {
        Configuration all = sweep.settings();
        all.addAll(Configuration.fromMap(settings));
        if (sweep.withModel()) {
            ModelStore store = ModelStore.local(folder.folder("models"));
            String backbone = model == null ? untrained(store, source) : model;
            all.set(RecommendOptions.MODEL, backbone);
            if (sweep.withReranker()) {
                Manifest reranker =
                        UntrainedReranker.publish(
                                store,
                                ModelStore.backbone(backbone),
                                source.items(),
                                source.users(),
                                SEED);
                all.set(RecommendOptions.RERANKER, address(store, reranker));
            }
        }
        return all;
    }

    private static String untrained(ModelStore store, ClickSource source) {
        return address(store, UntrainedBackbone.publish(store, source.itemIds(), SEED));
    }

    private static String address(ModelStore store, Manifest manifest) {
        return store.uri(manifest.model(), manifest.version());
    }
}
