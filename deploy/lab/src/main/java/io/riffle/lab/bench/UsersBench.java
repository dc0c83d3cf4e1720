package io.riffle.lab.bench;

import io.riffle.artifact.store.ModelStore;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.UserOptions;
import io.riffle.lab.Interrupt;
import io.riffle.lab.Lab;
import io.riffle.lab.LabFolder;
import io.riffle.lab.audience.AnswerReader;
import io.riffle.lab.audience.Tally;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.console.Console;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.configuration.Configuration;

/**
 * What very many users cost: histories of two years are read in without an answer each, the job is
 * stopped and goes on from its checkpoint, and answers the clicks of users nearly all of whom are
 * read from RocksDB. Broker, job, sender and reader in one process.
 *
 * @param users who each have {@code sessions} sessions
 * @param session clicks of one
 * @param items that they click, and the untrained backbone knows
 * @param rates records per second of each phase after the restart; infinite = as fast as answers
 *     come
 * @param seconds of each phase
 * @param parallelism subtasks of the job
 * @param settings options of the job and of Flink
 */
public record UsersBench(
        int users,
        int sessions,
        int session,
        int items,
        List<Double> rates,
        double seconds,
        int parallelism,
        Map<String, String> settings) {

    private static final long SEED = 1;
    private static final Duration YEARS = Duration.ofDays(730);
    private static final Duration ANSWERED = Duration.ofDays(1);
    private static final LongSupplier CLOCK = System::currentTimeMillis;
    private static final int RESTART_SECONDS = 1_200;

    /** Clicks of the past, all users together. */
    public long clicks() {
        return (long) users * sessions * session;
    }

    /** Runs all of it. */
    public UsersFigures run(Console console) throws IOException {
        try (Interrupt interrupt = new Interrupt();
                LabFolder folder = new LabFolder();
                Lab lab =
                        Lab.start(folder, 0, parallelism, settings(folder), List.of(), List.of());
                RecordSender sender = new RecordSender(lab.brokers())) {
            PastClicks.Stored stored =
                    new PastClicks(lab, sender, interrupt, console).store(past(), clicks());
            console.note("  " + stored.line());
            KeptState kept = KeptState.restart(lab, RESTART_SECONDS);
            console.note("  " + kept.line());
            List<BenchPhase> phases = new ArrayList<>();
            try (AnswerReader answers = new AnswerReader(lab.brokers(), tally(lab))) {
                Drive drive = new Drive(lab, now(), sender, interrupt);
                WarmUp.run(
                        seconds,
                        stretch -> drive(drive, answers, Double.POSITIVE_INFINITY, stretch));
                for (double rate : rates) {
                    BenchPhase phase = drive(drive, answers, rate, seconds);
                    phase.lines().forEach(line -> console.note("  " + line));
                    phases.add(phase);
                }
            }
            return new UsersFigures(users, sessions * session, parallelism, stored, kept, phases);
        }
    }

    private BenchPhase drive(Drive drive, AnswerReader answers, double rate, double length)
            throws IOException {
        Tally tally = tally(drive.lab());
        answers.into(tally);
        PhaseMeter meter = PhaseMeter.start(drive.lab(), tally);
        drive.run(
                tally,
                rate,
                length,
                () -> {
                    answers.failIfEnded();
                    meter.tick();
                });
        BenchSweep sweep =
                new BenchSweep(
                        drive.source().describe(),
                        this::now,
                        true,
                        false,
                        true,
                        RecommendOptions.BUNDLE_SIZE.defaultValue(),
                        false);
        return meter.stop(sweep, rate, tally.summary());
    }

    /** The clicks of the years before the day that is answered, evenly. */
    private ClickSource past() {
        long begin = CLOCK.getAsLong() - YEARS.toMillis();
        double each = (double) YEARS.minus(ANSWERED.multipliedBy(2)).toMillis() / clicks();
        return new Population(users, session, items, 0, n -> begin + (long) (n * each));
    }

    private ClickSource now() {
        return new Population(users, session, items, clicks(), n -> CLOCK.getAsLong());
    }

    private Configuration settings(LabFolder folder) {
        Configuration all = BenchSweep.likeAJobs();
        all.set(UserOptions.MAX_AGE, ANSWERED);
        all.addAll(Configuration.fromMap(settings));
        ModelStore store = ModelStore.local(folder.folder("models"));
        all.set(
                RecommendOptions.MODEL,
                store.uri(
                        "backbone",
                        UntrainedBackbone.publish(store, now().itemIds(), SEED).version()));
        return all;
    }

    private static Tally tally(Lab lab) {
        return Tally.of(lab.metrics());
    }
}
