package io.riffle.job;

import io.riffle.job.io.CatalogueEnds;
import io.riffle.job.io.GroupCheck;
import io.riffle.job.io.GroupStart;
import io.riffle.job.io.KafkaCheck;
import io.riffle.job.io.KafkaSettings;
import io.riffle.job.io.KafkaSinks;
import io.riffle.job.io.KafkaSources;
import io.riffle.job.options.JobLaws;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.OptionsException;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.StartOptions;
import io.riffle.job.recommend.RecommendStep;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.wire.RawRecord;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Clicks become recommendations. Sources and sinks are arguments; {@link #define} is the whole job.
 *
 * <pre>
 * click-source ─ decode-clicks ──────┐
 * request-source ─ decode-requests ──┼─ by user ─┐
 * profile-source ─ decode-profiles ──┤           │
 * forget-source ─ decode-forgets ────┤           │
 * merge-source ─ decode-merges ──────┤           │
 * guest-source ─ decode-guests ──────┤           │
 * explain-source ─ decode-explains ──┘           │
 * update-source ─ decode-updates ────┐           ├─ recommend ─┬─ recommendation-sink
 * catalogue-source ─ decode-catalogue┼─ to all ──┘             ├─ reply-sink
 * rule-source ─ decode-rules ────────┘                         ├─ sample-sink
 *                                                              ├─ explanation-sink
 *                                                              ├─ receipt-sink
 *                                                              ├─ merge-receipt-sink
 *                                                              └─ guest-sink ─ back to guest-source
 * what no step can decode ─ dead-letter-sink
 * </pre>
 */
public final class RecommendationJob {

    private final Sources sources;
    private final Sinks sinks;
    private final RecommendSettings settings;

    /** Where records come from, as their topics hold them. */
    public record Sources(
            Source<RawRecord, ?, ?> clicks,
            Source<RawRecord, ?, ?> profiles,
            Source<RawRecord, ?, ?> catalogue,
            Source<RawRecord, ?, ?> updates,
            Source<RawRecord, ?, ?> forgets,
            Source<RawRecord, ?, ?> requests,
            Source<RawRecord, ?, ?> rules,
            Source<RawRecord, ?, ?> merges,
            Source<RawRecord, ?, ?> guests,
            Source<RawRecord, ?, ?> explains) {

        /** The topics that the settings name. */
        public static Sources onKafka(KafkaSettings kafka) {
            KafkaSources topics = new KafkaSources(kafka);
            return new Sources(
                    topics.leased(topics.clicks()),
                    topics.profiles(),
                    topics.catalogue(),
                    topics.updates(),
                    topics.forgets(),
                    topics.requests(),
                    topics.rules(),
                    topics.merges(),
                    topics.guests(),
                    topics.explains());
        }
    }

    /** Where results go. */
    public record Sinks(
            Sink<Recommendation> recommendations,
            Sink<TrainingSample> samples,
            Sink<DeadLetter> deadLetters,
            Sink<ForgetReceipt> receipts,
            Sink<Reply> replies,
            Sink<GuestHistory> guests,
            Sink<MergeReceipt> merged,
            Sink<ExplainReply> explanations) {

        /** The topics that the settings name. */
        public static Sinks onKafka(KafkaSettings kafka) {
            KafkaSinks topics = new KafkaSinks(kafka);
            return new Sinks(
                    topics.recommendations(),
                    topics.samples(),
                    topics.deadLetters(),
                    topics.receipts(),
                    topics.replies(),
                    topics.guests(),
                    topics.merged(),
                    topics.explanations());
        }
    }

    /** The job between any sources and sinks. */
    public RecommendationJob(Sources sources, Sinks sinks, RecommendSettings settings) {
        this.sources = sources;
        this.sinks = sinks;
        this.settings = settings;
    }

    /**
     * The job between the topics that the options name, after asking the brokers and the model
     * store whether it can run.
     *
     * @throws OptionsException with everything that is wrong, what this machine knows first; within
     *     a minute
     */
    public static RecommendationJob onKafka(Configuration configuration) {
        OptionReader reader = new OptionReader(configuration);
        KafkaSettings kafka = KafkaOptions.read(reader);
        RecommendSettings settings = RecommendOptions.read(reader);
        GroupStart start = StartOptions.read(reader);
        JobConfiguration.finish(reader);
        JobLaws.warn(configuration);
        // What this machine can tell comes first: brokers that are down take their time.
        OptionsException.throwIfAny(RecommendStep.problems(settings, new FlinkFiles()));
        OptionsException.throwIfAny(KafkaCheck.problems(kafka, topics(kafka)));
        OptionsException.throwIfAny(GroupCheck.problems(kafka, kafka.topics().clicks(), start));
        return new RecommendationJob(
                Sources.onKafka(kafka),
                Sinks.onKafka(kafka),
                settings.withCatalogueEnds(CatalogueEnds.of(kafka)));
    }

    /** The topics it reads and writes. */
    public static List<String> topics(KafkaSettings kafka) {
        return kafka.topics().all();
    }

    /**
     * Checks what needs no broker: every option, the laws of the jobs, the models.
     *
     * @throws OptionsException with everything that is wrong
     */
    public static void check(Configuration configuration) {
        OptionReader reader = new OptionReader(configuration);
        KafkaOptions.read(reader);
        RecommendSettings settings = RecommendOptions.read(reader);
        StartOptions.read(reader);
        JobConfiguration.finish(reader);
        OptionsException.throwIfAny(RecommendStep.problems(settings, new FlinkFiles()));
    }

    /**
     * How many subtasks a process has room for: as many as cores, unless memory is scarce.
     *
     * @param heap bytes for the users and the models
     * @param outside bytes outside the heap for them
     */
    public static int subtasks(Configuration configuration, int cores, long heap, long outside) {
        RecommendSettings settings = RecommendOptions.read(new OptionReader(configuration));
        return RecommendStep.memory(settings).subtasks(cores, heap, outside);
    }

    /** Wires the job into an environment; the caller executes it. */
    public void define(StreamExecutionEnvironment env) {
        new RecommendationGraph(env, sources, sinks, settings).define();
    }

    /**
     * Runs the job on Flink: {@code flink run riffle.jar --key value …}, or {@code -Dkey=value}.
     */
    public static void main(String... args) throws Exception {
        Configuration configuration = JobConfiguration.ofProgram(args);
        RecommendationJob job = onKafka(configuration);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        job.define(env);
        env.execute("riffle-recommend");
    }
}
