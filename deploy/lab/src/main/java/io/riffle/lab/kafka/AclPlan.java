package io.riffle.lab.kafka;

import io.riffle.job.RecommendationJob;
import io.riffle.job.TrainingJob;
import io.riffle.job.io.KafkaRights;
import io.riffle.job.io.KafkaSettings;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.OptionReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/**
 * What an account of Riffle may do on brokers that ask.
 *
 * @param account a part that somebody plays: a job, the front end, the gateway, the owner of
 *     catalogue and profiles, a person at the command line, one who audits
 */
public record AclPlan(String account, KafkaRights.Right right) {

    /** Every rule, by account, under the default names of topics and group. */
    public static List<AclPlan> all() {
        KafkaSettings kafka = KafkaOptions.read(new OptionReader(new Configuration()));
        KafkaSettings.Topics topics = kafka.topics();
        List<AclPlan> all = new ArrayList<>();
        add(all, "recommend", KafkaRights.of(kafka, RecommendationJob.topics(kafka)));
        KafkaSettings train = TrainingJob.kafka(kafka);
        add(all, "train", KafkaRights.of(train, TrainingJob.topics(train)));
        all.add(topic("front-end", topics.clicks(), "WRITE", "clicks"));
        all.add(topic("front-end", topics.recommendations(), "READ", "answers"));
        all.add(group("front-end", false, "front-end", "a group of its own reads the answers"));
        all.add(topic("front-end", topics.slateRequests(), "WRITE", "slates for the asking"));
        all.add(topic("front-end", topics.slateReplies(), "READ", "their answers"));
        all.add(topic("front-end", topics.explainRequests(), "WRITE", "questions why"));
        all.add(topic("front-end", topics.explanations(), "READ", "their answers"));
        all.add(topic("front-end", topics.userMerges(), "WRITE", "guests who log in"));
        all.add(topic("catalogue", topics.placementRules(), "WRITE", "rules of placements"));
        all.add(topic("catalogue", topics.catalogue(), "WRITE", "items"));
        all.add(topic("catalogue", topics.profiles(), "WRITE", "users"));
        for (String topic : List.of(topics.catalogue(), topics.profiles())) {
            all.add(topic("catalogue", topic, "READ", "catalogue send --withdraw-others"));
        }
        gateway(all, topics);
        operator(all, topics);
        // Whoever audits reads what every user did.
        for (String topic :
                List.of(
                        topics.clicks(),
                        topics.recommendations(),
                        topics.samples(),
                        topics.deadLetters(),
                        topics.userMerges(),
                        topics.forgetRequests())) {
            all.add(topic("auditor", topic, "READ", "audit"));
        }
        return all;
    }

    private static void gateway(List<AclPlan> all, KafkaSettings.Topics topics) {
        String who = "gateway";
        all.add(topic(who, topics.clicks(), "WRITE", "clicks"));
        all.add(topic(who, topics.slateRequests(), "WRITE", "slates for the asking"));
        all.add(topic(who, topics.slateReplies(), "READ", "answers that somebody waits for"));
        all.add(topic(who, topics.recommendations(), "READ", "the newest slate of each user"));
        all.add(topic(who, topics.explainRequests(), "WRITE", "questions why"));
        all.add(topic(who, topics.explanations(), "READ", "their answers"));
        all.add(topic(who, topics.clicks(), "READ", "serve --live"));
        all.add(topic(who, topics.updates(), "READ", "serve --live"));
        all.add(topic(who, topics.catalogue(), "READ", "serve --live"));
    }

    private static void operator(List<AclPlan> all, KafkaSettings.Topics topics) {
        String who = "operator";
        all.add(
                new AclPlan(
                        who,
                        new KafkaRights.Right(
                                "CLUSTER", false, "kafka-cluster", "CREATE", "topics create")));
        for (String topic : topics.all()) {
            all.add(topic(who, topic, "DESCRIBE_CONFIGS", "topics describe"));
        }
        for (String topic : DeadLetterRetry.INPUTS.stream().sorted().toList()) {
            all.add(
                    topic(
                            who,
                            topic,
                            "WRITE",
                            "replay; dead-letters retry; model publish; forget"));
        }
        all.add(topic(who, topics.deadLetters(), "READ", "dead-letters list and retry"));
        all.add(topic(who, topics.updates(), "READ", "model list"));
        all.add(
                topic(
                        who,
                        topics.recommendations(),
                        "READ",
                        "model list tells what serves; why finds the user of a slate"));
        all.add(topic(who, topics.slateReplies(), "READ", "why finds the user of a slate"));
        all.add(topic(who, topics.explainRequests(), "WRITE", "why"));
        all.add(topic(who, topics.explanations(), "READ", "why"));
        all.add(topic(who, topics.forgetReceipts(), "READ", "forget waits for receipts"));
        all.add(topic(who, topics.userMerges(), "READ", "forget finds the guests of a user"));
        all.add(group(who, true, DeadLetterRetry.GROUP, "dead-letters retry sends each once"));
    }

    private static void add(List<AclPlan> all, String account, List<KafkaRights.Right> rights) {
        rights.forEach(right -> all.add(new AclPlan(account, right)));
    }

    private static AclPlan topic(String account, String name, String operation, String because) {
        return new AclPlan(
                account, new KafkaRights.Right("TOPIC", false, name, operation, because));
    }

    private static AclPlan group(String account, boolean prefixed, String name, String because) {
        return new AclPlan(
                account, new KafkaRights.Right("GROUP", prefixed, name, "READ", because));
    }
}
