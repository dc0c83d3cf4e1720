package io.riffle.lab.kafka;

import io.riffle.lab.console.CommandException;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.ForgetReceiptWire;
import io.riffle.schema.wire.ForgetUserWire;
import io.riffle.schema.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the jobs to forget users, and waits for their receipts. */
public final class Forgetting {

    /** Where requests go. */
    public static final String REQUESTS = "forget-requests";

    /** Where receipts come. */
    public static final String RECEIPTS = "forget-receipts";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_RECORD = 1 << 20;

    private final KafkaAccess access;
    private final LongSupplier nanos;

    /**
     * On a cluster.
     *
     * @param nanos a clock that only goes forward
     */
    public Forgetting(KafkaAccess access, LongSupplier nanos) {
        this.access = access;
        this.nanos = nanos;
    }

    /**
     * Withdraws the users' profiles and sends requests; returns when the jobs have answered all, or
     * the time is over.
     *
     * @param jobs whose receipts are waited for; none = do not wait
     * @return the receipts that came, one a request and job
     * @throws CommandException when the brokers refuse
     */
    public List<ForgetReceipt> forget(List<ForgetUser> requests, Set<String> jobs, Duration wait) {
        try (KafkaConsumer<byte[], byte[]> receipts = KafkaClients.consumer(access, true)) {
            List<TopicPartition> partitions =
                    TopicReader.partitions(receipts, access.topic(RECEIPTS));
            receipts.assign(partitions);
            receipts.seekToEnd(partitions);
            // Where the end is, is asked when it is needed: it must be before the request.
            partitions.forEach(receipts::position);
            send(requests);
            return await(receipts, requests, jobs, wait);
        } catch (KafkaException e) {
            throw new CommandException(
                    "The topic ("
                            + access.topic(RECEIPTS)
                            + ") of "
                            + access.addresses()
                            + " must be readable: "
                            + e.getMessage(),
                    e);
        }
    }

    private void send(List<ForgetUser> requests) {
        try (RecordSender sender = new RecordSender(access)) {
            for (ForgetUser request : requests) {
                // A start without a state would read the profile again.
                SideTopic.users().withdraw(sender, request.userId());
                sender.send(
                        REQUESTS,
                        request.userId().getBytes(StandardCharsets.UTF_8),
                        new ForgetUserWire().write(request, ContentType.PROTOBUF),
                        RecordSender.headers(ContentType.PROTOBUF));
            }
            sender.flush();
        }
    }

    private List<ForgetReceipt> await(
            KafkaConsumer<byte[], byte[]> receipts,
            List<ForgetUser> requests,
            Set<String> jobs,
            Duration wait) {
        Map<Answered, ForgetReceipt> found = new LinkedHashMap<>();
        Set<Answered> missing = new HashSet<>();
        requests.forEach(one -> jobs.forEach(job -> missing.add(new Answered(one, job))));
        long begin = nanos.getAsLong();
        while (!missing.isEmpty() && nanos.getAsLong() - begin < wait.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : receipts.poll(POLL)) {
                ForgetReceipt receipt = receipt(record);
                if (receipt != null && requests.contains(receipt.request())) {
                    Answered answered = new Answered(receipt.request(), receipt.job());
                    found.put(answered, receipt);
                    missing.remove(answered);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private record Answered(ForgetUser request, String job) {}

    /** Null where it is none: nobody's, then, who waits here. */
    private static @Nullable ForgetReceipt receipt(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new ForgetReceiptWire().read(TopicReader.raw(record), MAX_RECORD);
        } catch (WireException e) {
            return null;
        }
    }
}
