package io.riffle.lab.oracle;

import io.riffle.lab.kafka.Forgetting;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.MergedGuests;
import io.riffle.lab.kafka.TopicNames;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.wire.ClickDecoder;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.ForgetUserWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.TrainingSampleWire;
import io.riffle.schema.wire.Wire;
import io.riffle.schema.wire.WireException;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Whether what the recommendation job wrote is what the clicks ask for, told from the topics alone:
 * every click is answered, under one id; every sample is there once, and its history is the clicks
 * sent before; dead letters are exactly the broken records. It holds for any faults in between.
 *
 * <p>It needs the topics whole, and knows nothing of clicks left out by {@code
 * riffle.user.max-clicks-per-minute}, of users forgotten by {@code riffle.user.max-idle}, and of
 * samples not made by {@code riffle.users.max-rate} and {@code riffle.samples}. What a guest did
 * becomes a user's at a time that the topics do not tell, and a user who asked to be forgotten
 * begins anew at another: histories and samples of these are not judged. Its memory grows with the
 * clicks, by about 1 KiB each.
 */
public final class Audit {

    private static final String CLICKS = "click-events";

    /** What is read, by the names of {@link TopicPlan}. */
    public static final List<String> TOPICS =
            List.of(
                    MergedGuests.TOPIC,
                    Forgetting.REQUESTS,
                    CLICKS,
                    "recommendations",
                    "training-samples",
                    "dead-letters");

    private final ClickDecoder decoder;
    private final ActionRules actions;
    private final Duration maxAge;
    private final int kept;
    private final int most;

    /**
     * One that knows the job's options.
     *
     * @param maxAge {@code riffle.answer.max-age}; 0 = clicks of any age are answered
     * @param kept {@code riffle.history.max-events}
     * @param most {@code riffle.samples.max-events}
     */
    public Audit(ClickDecoder decoder, ActionRules actions, Duration maxAge, int kept, int most) {
        this.decoder = decoder;
        this.actions = actions;
        this.maxAge = maxAge;
        this.kept = kept;
        this.most = most;
    }

    /**
     * Reads {@link #TOPICS} as far as they reach now. While something is still sent or settled,
     * what is on its way is missing: judge when two reports in a row are equal.
     */
    public AuditReport read(KafkaAccess access) {
        return read(access.topics(), (topic, use) -> new TopicReader(access, topic).forEach(use));
    }

    /** As above, from anything that hands over the records of a topic. */
    AuditReport read(TopicNames names, BiConsumer<String, Consumer<RawRecord>> topics) {
        Findings findings = new Findings();
        AtomicLong unreadable = new AtomicLong();
        Set<String> moved = new HashSet<>();
        ClickAudit clicks = new ClickAudit(decoder, actions, maxAge);
        AnswerAudit answers = new AnswerAudit();
        SampleAudit samples = new SampleAudit(kept, most, moved);
        topics.accept(
                MergedGuests.TOPIC,
                reading(
                        new MergeUsersWire(),
                        merge -> moved.addAll(List.of(merge.guestId(), merge.userId())),
                        unreadable));
        topics.accept(
                Forgetting.REQUESTS,
                reading(new ForgetUserWire(), forget -> moved.add(forget.userId()), unreadable));
        topics.accept(CLICKS, clicks::click);
        topics.accept(
                "recommendations",
                reading(
                        new RecommendationWire(),
                        answer -> answers.answer(answer, findings),
                        unreadable));
        topics.accept(
                "training-samples",
                reading(
                        new TrainingSampleWire(),
                        sample -> samples.sample(sample, clicks, answers, findings),
                        unreadable));
        topics.accept(
                "dead-letters",
                reading(
                        new DeadLetterWire(),
                        letter -> clicks.letter(letter, names.inUse(CLICKS), findings),
                        unreadable));
        answers.judge(clicks.users(), findings);
        samples.judge(clicks.users(), findings);
        clicks.judge(findings);
        moved.retainAll(clicks.users().keySet());
        return new AuditReport(
                clicks.clicks(),
                clicks.late(),
                clicks.duplicates(),
                clicks.impressions(),
                clicks.broken(),
                answers.answers(),
                answers.repeats(),
                answers.differing(),
                samples.samples(),
                samples.histories(),
                moved.size(),
                unreadable.get(),
                findings.all());
    }

    private static <T> Consumer<RawRecord> reading(
            Wire<T> wire, Consumer<T> use, AtomicLong unreadable) {
        return record -> {
            T value;
            try {
                value = wire.read(record, TopicPlan.MAX_DEAD_LETTER_RECORD);
            } catch (WireException e) {
                unreadable.incrementAndGet();
                return;
            }
            use.accept(value);
        };
    }
}
