package io.riffle.cli.secured;

import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker with a listener for passwords, one for certificates and an open one for the test itself,
 * with accounts that have the {@link ListedRights}.
 */
final class SecuredBroker implements AutoCloseable {
    /** Whom the rights are for; each has a password and a certificate of its name. */
    private static final List<String> ACCOUNTS =
            List.of(
                    "recommend",
                    "train",
                    "front-end",
                    "gateway",
                    "catalogue",
                    "operator",
                    "auditor");

    private final Identities identities;
    private final EmbeddedKafka kafka;
    private final String scram;
    private final String mutual;

    /** Starts it; keys and logs lie in the folder. */
    SecuredBroker(Path folder) throws Exception {
        List<String> names = new ArrayList<>(ACCOUNTS);
        names.add("broker");
        identities = Identities.of(folder.resolve("identities"), names);
        int scramPort = EmbeddedKafka.freePort();
        int mutualPort = EmbeddedKafka.freePort();
        kafka =
                new EmbeddedKafka(
                        folder.resolve("kafka"),
                        0,
                        List.of(
                                new EmbeddedKafka.Listener("SCRAM", "SASL_SSL", scramPort),
                                new EmbeddedKafka.Listener("MUTUAL", "SSL", mutualPort)),
                        identities.broker("scram", "mutual"));
        scram = "127.0.0.1:" + scramPort;
        mutual = "127.0.0.1:" + mutualPort;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.addresses()))) {
            admin.createAcls(ListedRights.rules()).all().get();
            for (String account : ACCOUNTS) {
                admin.alterUserScramCredentials(
                                List.of(
                                        new UserScramCredentialUpsertion(
                                                account,
                                                new ScramCredentialInfo(
                                                        ScramMechanism.SCRAM_SHA_512, 4096),
                                                Identities.SECRET + "-scram-" + account)))
                        .all()
                        .get();
            }
        }
    }

    Identities identities() {
        return identities;
    }

    /** Address of the listener that asks for a password. */
    String scram() {
        return scram;
    }

    /** Address of the listener that asks for a certificate. */
    String mutual() {
        return mutual;
    }

    /** Records that no job can read, of which each makes dead letters. */
    void spoil() {
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            for (String topic :
                    List.of(
                            "click-events",
                            "item-catalog",
                            "user-profiles",
                            "model-updates",
                            "training-samples",
                            "forget-requests",
                            "slate-requests",
                            "explain-requests",
                            "placement-rules",
                            "user-merges",
                            "guest-histories")) {
                Callers.send(sender, topic, "broken", "{");
            }
            sender.flush();
        }
    }

    /** Offsets of what is announced, one a model update. */
    List<String> updates() {
        List<String> updates = new ArrayList<>();
        new TopicReader(kafka.addresses(), "model-updates")
                .forEach(record -> updates.add(String.valueOf(record.offset())));
        return updates;
    }

    /** How many dead letters there are. */
    long letters() {
        AtomicLong letters = new AtomicLong();
        new TopicReader(kafka.addresses(), "dead-letters")
                .forEach(record -> letters.incrementAndGet());
        return letters.get();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
