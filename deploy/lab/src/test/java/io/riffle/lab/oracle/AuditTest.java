package io.riffle.lab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicNames;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ContextNames;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.Outcome;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.wire.ClickDecoder;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.ForgetUserWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.TrainingSampleWire;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that was right, and each way in which it can be wrong. */
class AuditTest {

    private static final long TIME = 1_700_000_000_000L;

    private final Map<String, List<RawRecord>> topics = new HashMap<>();
    private ActionNames names = ActionNames.OURS;
    private Duration maxAge = Duration.ZERO;

    @BeforeEach
    void aRightRun() {
        for (int i = 0; i < 4; i++) {
            click("ann", i);
            answer("ann", i, "x");
        }
        click("ann", 2); // sent again
        RawRecord broken = record("click-events", "broken".getBytes(StandardCharsets.UTF_8));
        add(
                "dead-letters",
                new DeadLetterWire()
                        .write(broken.deadLetter(Reason.UNPARSEABLE, "no"), ContentType.PROTOBUF));
        for (int i = 0; i < 3; i++) {
            sample("ann", i, 0, i + 1, i + 1);
        }
    }

    @Test
    void aRightRunPasses() {
        AuditReport report = audit();
        assertThat(report.findings()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(List.of(report.clicks(), report.duplicates(), report.broken()))
                .containsExactly(4L, 1L, 1L);
        assertThat(List.of(report.answers(), report.samples(), report.histories()))
                .containsExactly(4L, 3L, 3L);
        assertThat(report).isEqualTo(audit());
    }

    @Test
    void aRepeatIsCountedAndComparedByVersion() {
        answer("ann", 1, "x");
        answer("ann", 1, "y");
        AuditReport report = audit();
        assertThat(report.passed()).isTrue();
        assertThat(List.of(report.repeats(), report.differing())).containsExactly(2L, 1L);
    }

    @Test
    void aClickWithoutAnAnswerIsFound() {
        topic("recommendations").remove(1);
        assertThat(rules()).contains("a click is answered");
    }

    @Test
    void anAnswerToNothingIsFound() {
        answer("bob", 1, "x");
        assertThat(rules()).containsExactly("an answer is of a click that is there");
    }

    @Test
    void aSampleThatIsThereTwiceIsFound() {
        sample("ann", 1, 0, 2, 2);
        assertThat(rules()).containsExactly("a revision of a request is one sample");
    }

    @Test
    void aLostSampleIsFound() {
        topic("training-samples").remove(1);
        assertThat(rules())
                .containsExactly("a click after the user's first is the next of one request");
    }

    @Test
    void aLostRevisionIsFound() {
        sample("ann", 1, 2, 2, 2);
        assertThat(rules()).containsExactly("the revisions of a request have no gap");
    }

    @Test
    void aWrongHistoryIsFound() {
        topic("training-samples").remove(1);
        sample("ann", 1, 0, 1, 2);
        assertThat(rules()).containsExactly("a sample's history is the clicks sent before it");
    }

    @Test
    void aLostAndADoubledDeadLetterAreFound() {
        RawRecord letter = topic("dead-letters").remove(0);
        assertThat(rules()).containsExactly("a broken click becomes a dead letter");
        topic("dead-letters").addAll(List.of(letter, letter));
        assertThat(rules()).containsExactly("a broken click is one dead letter");
    }

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

    @Test
    void whatCannotBeReadIsCounted() {
        add("recommendations", "nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(audit().unreadable()).isEqualTo(1);
    }

    private AuditReport audit() {
        ClickDecoder decoder =
                new ClickDecoder(
                        ClickDecoder.MAX_CLICK_BYTES,
                        Duration.ofMinutes(5),
                        names,
                        ContextNames.NONE);
        return new Audit(decoder, ActionRules.USUAL, maxAge, 512, 200)
                .read(TopicNames.PLANNED, (name, use) -> topic(name).forEach(use));
    }

    private List<String> rules() {
        return audit().findings().stream().map(Finding::rule).toList();
    }

    private void click(String user, int i) {
        click(user, i, TIME + i);
    }

    private void click(String user, int i, long time) {
        ClickEvent click =
                new ClickEvent("e" + i, user, "i" + i, Action.CLICK, time, null, 0, Map.of());
        add("click-events", new ClickEventWire().write(click, ContentType.PROTOBUF));
    }

    private void answer(String user, int i, String item) {
        Recommendation answer =
                new Recommendation(
                        Ids.recommendationId(user, "e" + i),
                        user,
                        "e" + i,
                        List.of(new RankedItem(item, 1, 0.5f, 0)),
                        TIME + i,
                        TIME + i,
                        TIME + i,
                        1,
                        0,
                        Tier.GENERATOR_ONLY,
                        null,
                        List.of());
        add("recommendations", new RecommendationWire().write(answer, ContentType.PROTOBUF));
    }

    private void sample(String user, int request, int revision, int events, int next) {
        List<HistoryEvent> history = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            history.add(event(i));
        }
        sample(user, request, revision, history, event(next));
    }

    private void sample(
            String user, int request, int revision, List<HistoryEvent> history, HistoryEvent next) {
        String id = Ids.recommendationId(user, "e" + request);
        TrainingSample sample =
                new TrainingSample(
                        Ids.sampleId(id, revision),
                        id,
                        revision,
                        user,
                        TIME + request,
                        Map.of(),
                        history,
                        List.of(),
                        List.of(),
                        next,
                        List.of(),
                        Outcome.ORGANIC,
                        Tier.GENERATOR_ONLY,
                        1,
                        0,
                        List.of());
        add("training-samples", new TrainingSampleWire().write(sample, ContentType.PROTOBUF));
    }

    private static HistoryEvent event(int i) {
        return new HistoryEvent("i" + i, TIME + i, Action.CLICK);
    }

    private void add(String topic, byte[] value) {
        var unused = record(topic, value);
    }

    private RawRecord record(String topic, byte[] value) {
        RawRecord record =
                new RawRecord(topic, 0, topic(topic).size(), TIME, new byte[0], value, List.of());
        topic(topic).add(record);
        return record;
    }

    private List<RawRecord> topic(String name) {
        return topics.computeIfAbsent(name, any -> new ArrayList<>());
    }
}
