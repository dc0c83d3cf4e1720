package io.riffle.lab.oracle;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.wire.ClickDecoder;
import io.riffle.schema.wire.Decoded;
import io.riffle.schema.wire.RawRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clicks as the job must read them, and the dead letters of those that it must not. */
final class ClickAudit {

    private final ClickDecoder decoder;
    private final ActionRules actions;
    private final long maxAge;
    private final Map<String, ExpectedUser> users = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> letters = new HashSet<>();
    private long clicks;
    private long duplicates;
    private long impressions;
    private long late;

    /**
     * @param maxAge of a click that is answered; 0 = any
     */
    ClickAudit(ClickDecoder decoder, ActionRules actions, Duration maxAge) {
        this.decoder = decoder;
        this.actions = actions;
        this.maxAge = maxAge.toMillis();
    }

    /** One record of {@code click-events}. */
    void click(RawRecord record) {
        if (decoder.decode(record) instanceof Decoded.Click click) {
            valid(click);
        } else {
            broken.add(place(record.partition(), record.offset()));
        }
    }

    /** One dead letter; those of other topics are not judged. */
    void letter(DeadLetter letter, String clickTopic, Findings findings) {
        if (!letter.topic().equals(clickTopic)) {
            return;
        }
        String place = place(letter.partition(), letter.offset());
        if (!letters.add(place)) {
            findings.add("a broken click is one dead letter", place);
        }
    }

    /** Compares broken clicks and dead letters, when both were read. */
    void judge(Findings findings) {
        for (String place : broken) {
            if (!letters.contains(place)) {
                findings.add("a broken click becomes a dead letter", place);
            }
        }
        for (String place : letters) {
            if (!broken.contains(place)) {
                findings.add("a dead letter is of a broken click that is there", place);
            }
        }
    }

    /** The users with at least one event that must be answered. */
    Map<String, ExpectedUser> users() {
        return users;
    }

    /** A user; null when no click of the user is there. */
    @Nullable ExpectedUser user(String id) {
        return users.get(id);
    }

    /** Valid clicks that must be answered, each id once. */
    long clicks() {
        return clicks;
    }

    /** Valid clicks that came too late for an answer, each id once. */
    long late() {
        return late;
    }

    /** Clicks whose id came before. */
    long duplicates() {
        return duplicates;
    }

    /** Valid records without an answer. */
    long impressions() {
        return impressions;
    }

    /** Records that cannot be used. */
    long broken() {
        return broken.size();
    }

    private void valid(Decoded.Click click) {
        ClickEvent event = click.event();
        boolean tooOld = maxAge > 0 && click.receivedTime() - event.eventTime() > maxAge;
        if (!actions.answered(event.action())) {
            impressions++;
        } else if (!users.computeIfAbsent(event.userId(), any -> new ExpectedUser(actions))
                .add(event, click.partition(), tooOld)) {
            duplicates++;
        } else if (tooOld) {
            late++;
        } else {
            clicks++;
        }
    }

    private static String place(int partition, long offset) {
        return partition + "/" + offset;
    }
}
