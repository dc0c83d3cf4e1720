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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks the jobs to forget a user, and waits for their receipts. */
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
     * Withdraws the user's profile and sends a request; returns when the jobs have answered it, or
     * the time is over.
     *
     * @param jobs whose receipts are waited for; none = do not wait
     * @return the receipts that came, by job
     * @throws CommandException when the brokers refuse
     */
    public Map<String, ForgetReceipt> forget(ForgetUser request, Set<String> jobs, Duration wait) {
        try (KafkaConsumer<byte[], byte[]> receipts = KafkaClients.consumer(access, true)) {
            List<TopicPartition> partitions =
                    TopicReader.partitions(receipts, access.topic(RECEIPTS));
            receipts.assign(partitions);
            receipts.seekToEnd(partitions);
            // Where the end is, is asked when it is needed: it must be before the request.
            partitions.forEach(receipts::position);
            send(request);
            return await(receipts, request, jobs, wait);
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

    private void send(ForgetUser request) {
        try (RecordSender sender = new RecordSender(access)) {
            // A start without a state would read the profile again.
            SideTopic.users().withdraw(sender, request.userId());
            sender.send(
                    REQUESTS,
                    request.userId().getBytes(StandardCharsets.UTF_8),
                    new ForgetUserWire().write(request, ContentType.PROTOBUF),
                    RecordSender.headers(ContentType.PROTOBUF));
            sender.flush();
        }
    }

    private Map<String, ForgetReceipt> await(
            KafkaConsumer<byte[], byte[]> receipts,
            ForgetUser request,
            Set<String> jobs,
            Duration wait) {
        Map<String, ForgetReceipt> found = new TreeMap<>();
        long begin = nanos.getAsLong();
        while (!found.keySet().containsAll(jobs) && nanos.getAsLong() - begin < wait.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : receipts.poll(POLL)) {
                take(record, request, found);
            }
        }
        return found;
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record,
            ForgetUser request,
            Map<String, ForgetReceipt> found) {
        try {
            ForgetReceipt receipt =
                    new ForgetReceiptWire().read(TopicReader.raw(record), MAX_RECORD);
            if (receipt.request().equals(request)) {
                found.put(receipt.job(), receipt);
            }
        } catch (WireException e) {
            // Not a receipt: nobody's, then, who waits here.
        }
    }
}
