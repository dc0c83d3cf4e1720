package io.riffle.job.io;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Asks, before a job starts, what its consumer group has been doing: a second job of a group would
 * abort the transactions of the first, and a start without a state would answer everybody as a
 * stranger.
 */
public final class GroupCheck {

    private static final Duration PATIENCE = GroupLease.EXPIRY.plusSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration CALL = Duration.ofSeconds(20);

    private GroupCheck() {}

    /**
     * What is wrong, one sentence each; empty when the job can start.
     *
     * @param topic whose committed offsets say that the group has read
     */
    public static List<String> problems(KafkaSettings settings, String topic, GroupStart start) {
        return problems(settings, topic, start, PATIENCE);
    }

    static List<String> problems(
            KafkaSettings settings, String topic, GroupStart start, Duration patience) {
        try (Admin admin = Admin.create(KafkaCheck.properties(settings, CALL))) {
            String running = start.takeOver() ? "" : running(admin, settings.group(), patience);
            if (!running.isEmpty()) {
                return List.of(running);
            }
            return start.restores() || start.fresh()
                    ? List.of()
                    : forgotten(admin, settings.group(), topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(KafkaCheck.unreachable(settings, CALL, e));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return List.of(KafkaCheck.unreachable(settings, CALL, e));
        }
    }

    private static List<String> forgotten(Admin admin, String group, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get(CALL.toSeconds(), TimeUnit.SECONDS);
        long read = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : committed.entrySet()) {
            if (offset.getKey().topic().equals(topic) && offset.getValue() != null) {
                read += offset.getValue().offset();
            }
        }
        return read == 0
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "The group (%s) of riffle.kafka.group must start from a state: it"
                                        + " has read %s up to %d records, which would be"
                                        + " forgotten.%nMaybe name a checkpoint or savepoint"
                                        + " (execution.state-recovery.path, flink run -s), or begin"
                                        + " anew: riffle.start.fresh, riffle run --fresh.",
                                group,
                                topic,
                                read));
    }

    /** Waits until a job that died without a word is forgotten; says who is still there then. */
    private static String running(Admin admin, String group, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + patience.toNanos();
        Collection<MemberDescription> members = members(admin, group);
        while (!members.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            members = members(admin, group);
        }
        if (members.isEmpty()) {
            return "";
        }
        MemberDescription member = members.iterator().next();
        return String.format(
                Locale.ROOT,
                "The group (%s) of riffle.kafka.group must have no other running job: one runs on"
                        + " %s since %s.%nMaybe end it, give this one another group, or take over:"
                        + " riffle.start.take-over, riffle run --take-over.",
                group,
                member.host().replaceFirst("^/", ""),
                GroupLease.since(member.clientId()));
    }

    private static Collection<MemberDescription> members(Admin admin, String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        String lease = GroupLease.group(name);
        try {
            return admin
                    .describeConsumerGroups(List.of(lease))
                    .all()
                    .get(CALL.toSeconds(), TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(group -> group.members().stream())
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof GroupAuthorizationException) {
                // Never held, or not ours to see: then nobody holds it that we could name.
                return List.of();
            }
            throw e;
        }
    }
}
