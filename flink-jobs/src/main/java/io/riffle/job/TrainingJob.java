package io.riffle.job;

import io.riffle.job.decode.TrainingDecoders;
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
import io.riffle.job.options.StartOptions;
import io.riffle.job.options.TrainOptions;
import io.riffle.job.settings.TrainSettings;
import io.riffle.job.state.CatalogueInput;
import io.riffle.job.state.Types;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.job.train.TrainStep;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.wire.RawRecord;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Samples become models. Sources and sinks are arguments; {@link #define} is the whole job.
 *
 * <pre>
 * sample-source ─ decode-samples ──────┐
 *                                      ├─ train ─ update-sink
 * catalogue-source ─ decode-catalogue ─┤       └ receipt-sink
 * forget-source ─ decode-forgets ──────┘
 * what no step can decode ─ dead-letter-sink
 * </pre>
 */
public final class TrainingJob {

    /** Both jobs may be given the same options; their offsets and transactions must not meet. */
    private static final String GROUP_SUFFIX = "-train";

    private static final String NAME = TrainStep.NAME;

    private final Sources sources;
    private final Sinks sinks;
    private final TrainSettings settings;

    /** Where records come from, as their topics hold them. */
    public record Sources(
            Source<RawRecord, ?, ?> samples,
            Source<RawRecord, ?, ?> catalogue,
            Source<RawRecord, ?, ?> forgets) {

        /** The topics that the settings name. */
        public static Sources onKafka(KafkaSettings kafka) {
            KafkaSources topics = new KafkaSources(kafka);
            return new Sources(
                    topics.leased(topics.samples()), topics.catalogue(), topics.forgets());
        }
    }

    /** Where results go. */
    public record Sinks(
            Sink<ModelUpdate> updates, Sink<DeadLetter> deadLetters, Sink<ForgetReceipt> receipts) {

        /** The topics that the settings name. */
        public static Sinks onKafka(KafkaSettings kafka) {
            KafkaSinks topics = new KafkaSinks(kafka);
            return new Sinks(topics.updates(), topics.deadLetters(), topics.receipts());
        }
    }

    /** The job between any sources and sinks. */
    public TrainingJob(Sources sources, Sinks sinks, TrainSettings settings) {
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
    public static TrainingJob onKafka(Configuration configuration) {
        OptionReader reader = new OptionReader(configuration);
        KafkaSettings kafka = kafka(KafkaOptions.read(reader));
        TrainSettings settings = TrainOptions.read(reader);
        GroupStart start = StartOptions.read(reader);
        JobConfiguration.finish(reader);
        JobLaws.warn(configuration);
        // What this machine can tell comes first: brokers that are down take their time.
        OptionsException.throwIfAny(TrainStep.problems(settings, new FlinkFiles()));
        OptionsException.throwIfAny(KafkaCheck.problems(kafka, topics(kafka)));
        OptionsException.throwIfAny(GroupCheck.problems(kafka, kafka.topics().samples(), start));
        return new TrainingJob(Sources.onKafka(kafka), Sinks.onKafka(kafka), settings);
    }

    /** Where it reads and writes, of settings that both jobs may be given. */
    public static KafkaSettings kafka(KafkaSettings shared) {
        return shared.ofJob(shared.group() + GROUP_SUFFIX, NAME);
    }

    /** The topics it reads and writes. */
    public static List<String> topics(KafkaSettings kafka) {
        return List.of(
                kafka.topics().samples(),
                kafka.topics().catalogue(),
                kafka.topics().updates(),
                kafka.topics().deadLetters(),
                kafka.topics().forgetRequests(),
                kafka.topics().forgetReceipts());
    }

    /**
     * Checks what needs no broker: every option, the laws of the jobs, the model to start with.
     *
     * @throws OptionsException with everything that is wrong
     */
    public static void check(Configuration configuration) {
        OptionReader reader = new OptionReader(configuration);
        KafkaOptions.read(reader);
        TrainSettings settings = TrainOptions.read(reader);
        StartOptions.read(reader);
        JobConfiguration.finish(reader);
        OptionsException.throwIfAny(TrainStep.problems(settings, new FlinkFiles()));
    }

    /** Wires the job into an environment; the caller executes it. */
    public void define(StreamExecutionEnvironment env) {
        DecodedTopics topics = new DecodedTopics(env);
        SingleOutputStreamOperator<TrainingSample> samples =
                topics.read(
                        sources.samples,
                        "sample",
                        "samples",
                        TrainingDecoders.samples(),
                        Types.TRAINING_SAMPLE);
        SingleOutputStreamOperator<CatalogueInput> catalogue =
                topics.read(
                        sources.catalogue,
                        "catalogue",
                        "catalogue",
                        TrainingDecoders.items(),
                        Types.CATALOGUE_INPUT);
        SingleOutputStreamOperator<CatalogueInput> forgets =
                topics.read(
                        sources.forgets,
                        "forget",
                        "forgets",
                        TrainingDecoders.sampleForgets(),
                        Types.CATALOGUE_INPUT);
        SingleOutputStreamOperator<ModelUpdate> announcements =
                TrainStep.of(samples, catalogue.union(forgets), settings, new FlinkFiles());
        announcements
                .sinkTo(sinks.updates)
                .setParallelism(1)
                .uid("update-sink")
                .name("update-sink");
        TrainStep.receipts(announcements)
                .sinkTo(sinks.receipts)
                .setParallelism(1)
                .uid("receipt-sink")
                .name("receipt-sink");
        topics.deadLettersTo(sinks.deadLetters);
    }

    /** Runs the job on Flink: {@code flink run riffle.jar --key value …}. */
    public static void main(String... args) throws Exception {
        Configuration configuration = JobConfiguration.ofProgram(args);
        TrainingJob job = onKafka(configuration);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        job.define(env);
        env.execute("riffle-train");
    }
}
