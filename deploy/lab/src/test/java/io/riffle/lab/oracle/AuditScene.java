package io.riffle.lab.oracle;

import io.riffle.lab.kafka.TopicNames;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ContextNames;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.Outcome;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.wire.ClickDecoder;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.TrainingSampleWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** The topics of a run that was right, for tests that spoil them. */
abstract class AuditScene {

    static final long TIME = 1_700_000_000_000L;

    private final Map<String, List<RawRecord>> topics = new HashMap<>();
    ActionNames names = ActionNames.OURS;
    Duration maxAge = Duration.ZERO;

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

    AuditReport audit() {
        ClickDecoder decoder =
                new ClickDecoder(
                        ClickDecoder.MAX_CLICK_BYTES,
                        Duration.ofMinutes(5),
                        names,
                        ContextNames.NONE);
        return new Audit(decoder, ActionRules.USUAL, maxAge, 512, 200)
                .read(TopicNames.PLANNED, (name, use) -> topic(name).forEach(use));
    }

    List<String> rules() {
        return audit().findings().stream().map(Finding::rule).toList();
    }

    void click(String user, int i) {
        click(user, i, TIME + i);
    }

    void click(String user, int i, long time) {
        ClickEvent click =
                new ClickEvent("e" + i, user, "i" + i, Action.CLICK, time, null, 0, Map.of());
        add("click-events", new ClickEventWire().write(click, ContentType.PROTOBUF));
    }

    void answer(String user, int i, String item) {
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

    void sample(String user, int request, int revision, int events, int next) {
        List<HistoryEvent> history = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            history.add(event(i));
        }
        sample(user, request, revision, history, event(next));
    }

    void sample(
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

    static HistoryEvent event(int i) {
        return new HistoryEvent("i" + i, TIME + i, Action.CLICK);
    }

    void add(String topic, byte[] value) {
        var unused = record(topic, value);
    }

    RawRecord record(String topic, byte[] value) {
        RawRecord record =
                new RawRecord(topic, 0, topic(topic).size(), TIME, new byte[0], value, List.of());
        topic(topic).add(record);
        return record;
    }

    List<RawRecord> topic(String name) {
        return topics.computeIfAbsent(name, any -> new ArrayList<>());
    }
}
