package io.riffle.lab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.kafka.RecordSender;
import io.riffle.schema.Action;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.ForgetUserWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What options of the job and moves of users bring about is no finding. */
class AuditedOptionsTest extends AuditScene {

    @Test
    void aMergedGuestIsNoFinding() {
        for (int i = 0; i < 2; i++) {
            click("guest", i);
            answer("guest", i, "x");
        }
        assertThat(rules())
                .containsExactly("a click after the user's first is the next of one request");
        add(
                "user-merges",
                new MergeUsersWire()
                        .write(new MergeUsers("guest", "ann", TIME), ContentType.PROTOBUF));
        // Ann's history holds the guest's clicks now.
        topic("training-samples").remove(2);
        sample("ann", 2, 0, 4, 3);
        AuditReport report = audit();
        assertThat(report.findings()).isEmpty();
        assertThat(report.moved()).isEqualTo(2);
        assertThat(report.histories()).isZero();
        topic("recommendations").remove(4);
        assertThat(rules()).containsExactly("a click is answered");
    }

    @Test
    void aForgottenUserIsNoFinding() {
        topic("training-samples").remove(2);
        assertThat(audit().passed()).isFalse();
        add(
                "forget-requests",
                new ForgetUserWire().write(new ForgetUser("f", "ann", TIME), ContentType.PROTOBUF));
        add(
                "forget-requests",
                new ForgetUserWire().write(new ForgetUser("g", "bob", TIME), ContentType.PROTOBUF));
        AuditReport report = audit();
        assertThat(report.findings()).isEmpty();
        assertThat(report.moved()).isEqualTo(1);
    }

    @Test
    void aClickTooOldForAnAnswerIsNoFinding() {
        long[] times = {TIME - 1_000, TIME - 90_000, TIME - 80_000, TIME - 500};
        for (int i = 0; i < times.length; i++) {
            click("late", i, times[i]);
        }
        answer("late", 0, "x");
        answer("late", 3, "x");
        // The second is the next of the first's request; where the third came, none was open.
        sample(
                "late",
                0,
                0,
                List.of(new HistoryEvent("i0", times[0], Action.CLICK)),
                new HistoryEvent("i1", times[1], Action.CLICK));
        assertThat(rules()).contains("a click is answered");
        maxAge = Duration.ofMinutes(1);
        AuditReport report = audit();
        assertThat(report.findings()).isEmpty();
        assertThat(List.of(report.clicks(), report.late())).containsExactly(6L, 2L);
    }

    @Test
    void aNameThatIsMappedIsNoFinding() {
        String click =
                "{\"event_id\":\"e7\",\"user_id\":\"zoe\",\"item_id\":\"i7\","
                        + "\"event_time\":1700000000000,\"action\":\"addtocart\"}";
        topic("click-events")
                .add(
                        new RawRecord(
                                "click-events",
                                0,
                                99,
                                TIME,
                                new byte[0],
                                click.getBytes(StandardCharsets.UTF_8),
                                RecordSender.headers(ContentType.JSON)));
        answer("zoe", 7, "x");
        assertThat(rules())
                .containsExactly(
                        "an answer is of a click that is there",
                        "a broken click becomes a dead letter");
        names = new ActionNames(Map.of("addtocart", Action.CART));
        assertThat(audit().findings()).isEmpty();
    }
}
