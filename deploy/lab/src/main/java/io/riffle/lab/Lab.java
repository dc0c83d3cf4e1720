package io.riffle.lab;

import io.riffle.job.RecommendationJob;
import io.riffle.job.TrainingJob;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.TrainOptions;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.SideTopic;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The whole system in one JVM: broker, topics, Flink, and the jobs between them. */
public final class Lab implements AutoCloseable {

    /** Stands for the broker while options are checked, before there is one. */
    private static final String SOME_BROKER = "127.0.0.1:9092";

    private final EmbeddedKafka kafka;
    private final EmbeddedFlink flink;
    private JobID recommend;
    private @Nullable JobID train;

    private Lab(EmbeddedKafka kafka, EmbeddedFlink flink, JobID recommend, @Nullable JobID train) {
        this.kafka = kafka;
        this.flink = flink;
        this.recommend = recommend;
        this.train = train;
    }

    /**
     * Starts everything; returns when the jobs run.
     *
     * @param folder of the broker's log and Flink's state; the caller closes it after the lab
     * @param port of the broker; 0 = any free one
     * @param settings of the jobs; with a store to train into, the training job runs too
     * @param items to be in {@code item-catalog} from the start
     * @param users to be in {@code user-profiles} from the start
     */
    public static Lab start(
            LabFolder folder,
            int port,
            int parallelism,
            Configuration settings,
            List<Item> items,
            List<UserProfile> users) {
        Configuration all = new Configuration(settings);
        boolean learns = all.contains(TrainOptions.STORE);
        // A slot of its own: the trainer must not share a thread with anything that serves.
        int slots = parallelism + (learns ? 1 : 0);
        all.set(KafkaOptions.BROKERS, SOME_BROKER);
        RecommendationJob.check(
                EmbeddedFlink.settings(folder.folder("flink"), parallelism, slots, all));
        EmbeddedKafka kafka = new EmbeddedKafka(folder.folder("kafka"), port);
        try {
            prepare(kafka.addresses(), items, users);
            all.set(KafkaOptions.BROKERS, kafka.addresses());
            EmbeddedFlink flink =
                    new EmbeddedFlink(folder.folder("flink"), parallelism, slots, all);
            try {
                JobID recommend =
                        recommend(flink, flink.configuration(), EmbeddedFlink.PATIENCE_SECONDS);
                JobID train = learns ? train(flink) : null;
                return new Lab(kafka, flink, recommend, train);
            } catch (RuntimeException e) {
                flink.close();
                throw e;
            }
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static JobID recommend(EmbeddedFlink flink, Configuration all, int seconds) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(all);
        RecommendationJob.onKafka(all).define(environment);
        JobID recommend = flink.submit(environment);
        flink.awaitRunning(recommend, seconds);
        return recommend;
    }

    private static JobID train(EmbeddedFlink flink) {
        StreamExecutionEnvironment environment = flink.environment().setParallelism(1);
        TrainingJob.onKafka(flink.configuration()).define(environment);
        JobID train = flink.submit(environment);
        flink.awaitRunning(train, EmbeddedFlink.PATIENCE_SECONDS);
        return train;
    }

    private static void prepare(String addresses, List<Item> items, List<UserProfile> users) {
        try (Brokers brokers = Brokers.connect(addresses);
                RecordSender sender = new RecordSender(addresses)) {
            brokers.create(TopicPlan.all(TopicPlan.PARTITIONS), (short) 1);
            SideTopic<Item> catalogue = SideTopic.items();
            items.forEach(item -> catalogue.send(sender, item));
            SideTopic<UserProfile> profiles = SideTopic.users();
            users.forEach(user -> profiles.send(sender, user));
            sender.flush();
        }
    }

    /** Where clients connect. */
    public String brokers() {
        return kafka.addresses();
    }

    /** Metrics of the jobs that run here. */
    public JobMetrics metrics() {
        return flink.metrics();
    }

    /** How often the jobs were restarted. */
    public long restarts() {
        return flink.restarts();
    }

    /** Takes a checkpoint of the recommendation job now, and waits for it; its address. */
    public String checkpoint() {
        return flink.checkpoint(recommend);
    }

    /**
     * Ends the recommendation job without a last checkpoint, and begins it again from an earlier
     * one; returns when it runs.
     *
     * @param address of the checkpoint
     * @param seconds it may take
     */
    public void goOnFrom(String address, int seconds) {
        flink.cancel(recommend);
        Configuration all = new Configuration(flink.configuration());
        all.set(StateRecoveryOptions.SAVEPOINT_PATH, address);
        recommend = recommend(flink, all, seconds);
    }

    /** Fails when a job has ended. */
    public void failIfEnded() {
        flink.failIfEnded(recommend);
        if (train != null) {
            flink.failIfEnded(train);
        }
    }

    /** Ends the training job, where there is one: what serves goes on with what it has. */
    public void endLearning() {
        JobID learning = train;
        train = null;
        if (learning != null) {
            flink.cancel(learning);
        }
    }

    /** Ends the jobs, Flink and the broker. */
    @Override
    public void close() {
        try (kafka;
                flink) {
            endLearning();
            flink.cancel(recommend);
        }
    }
}
