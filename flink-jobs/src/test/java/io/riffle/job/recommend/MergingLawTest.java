package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput.Joined;
import io.riffle.job.state.UserInput.Merge;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.history.UserHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MergingLawTest {

    private static final MergeUsers MERGE = new MergeUsers("g", "u", 90_000);

    private static RecommendHarness started(int bundle) throws Exception {
        return RecommendHarness.started(Bundles.settings(bundle), FakeModel.LOADER);
    }

    private static void send(RecommendHarness harness, String user, int number) throws Exception {
        Action action = number % 7 == 6 ? Action.DISLIKE : Action.CLICK;
        String item = "i" + number % FakeModel.ITEMS;
        harness.user(Bundles.click(user, "e" + number, item, 1_000L * number, action, null));
    }

    /** Hands on what is on its way, so often; how many receipts there were. */
    private static List<MergeReceipt> join(RecommendHarness harness, int times) throws Exception {
        for (List<GuestHistory> on = harness.take(SideOutputs.GUEST_HISTORIES);
                !on.isEmpty();
                on = harness.take(SideOutputs.GUEST_HISTORIES)) {
            for (GuestHistory history : on) {
                for (int i = 0; i < times; i++) {
                    harness.user(new Joined(history));
                }
            }
        }
        return harness.take(SideOutputs.MERGE_RECEIPTS);
    }

    private static User user(RecommendHarness harness, String userId) throws Exception {
        harness.recommend().setCurrentKey(userId);
        return harness.recommend().state().users().load(userId);
    }

    private static List<HistoryEvent> events(RecommendHarness harness, String id) throws Exception {
        UserHistory history = user(harness, id).history();
        List<HistoryEvent> events = new ArrayList<>();
        for (long at = history.firstSequence(); at < history.endSequence(); at++) {
            events.add(history.event(at));
        }
        return events;
    }

    /** Merging is as having clicked as the user all along, however often what was done arrives. */
    @Property(tries = 60)
    void mergedIsAsIfTheUserHadDoneItAll(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int clicks = 1 + random.nextInt(20);
        int mergeAt = random.nextInt(clicks + 1);
        int times = 1 + random.nextInt(2);
        boolean restores = random.nextBoolean();
        try (RecommendHarness apart = started(1 + random.nextInt(4));
                RecommendHarness one = started(1)) {
            for (int i = 1; i <= clicks; i++) {
                if (i == mergeAt) {
                    apart.user(new Merge(MERGE));
                    if (random.nextBoolean()) {
                        join(apart, times);
                    }
                }
                // Some of the guest's clicks come after the merge.
                send(apart, random.nextBoolean() ? "g" : "u", i);
                send(one, "u", i);
            }
            apart.user(new Merge(MERGE));
            apart.runDry();
            join(apart, times);

            assertThat(events(apart, "u")).isEqualTo(events(one, "u"));
            assertThat(user(apart, "u").disliked()).isEqualTo(user(one, "u").disliked());
            assertThat(events(apart, "g")).isEmpty();
            assertThat(user(apart, "g").unknown()).isTrue();
            if (restores) {
                var state = apart.checkpoint();
                try (RecommendHarness later =
                        RecommendHarness.restored(Bundles.settings(1), FakeModel.LOADER, state)) {
                    assertThat(events(later, "u")).isEqualTo(events(one, "u"));
                    send(later, "g", clicks + 1);
                    send(one, "u", clicks + 1);
                    later.runDry();
                    join(later, 1);
                    assertThat(events(later, "u")).isEqualTo(events(one, "u"));
                }
            }
        }
    }

    @Test
    void openSlatesFollowAndTakeLabels() throws Exception {
        try (RecommendHarness harness = started(1)) {
            harness.user(click("g", "e1", "i1", 1_000));
            Recommendation shown = harness.takeRecommendations().get(0);
            harness.user(new Merge(MERGE));
            assertThat(join(harness, 2))
                    .extracting(MergeReceipt::events, MergeReceipt::openSlates)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(1, 1),
                            org.assertj.core.groups.Tuple.tuple(0, 0));
            harness.takeSamples();
            String item = shown.items().get(0).itemId();
            harness.user(click("u", "e2", item, 2_000, Action.CLICK, shown.recommendationId()));
            List<TrainingSample> samples = harness.takeSamples();
            assertThat(samples)
                    .singleElement()
                    .satisfies(
                            sample -> {
                                assertThat(sample.recommendationId())
                                        .isEqualTo(shown.recommendationId());
                                assertThat(sample.userId()).isEqualTo("u");
                                assertThat(sample.asked()).isTrue();
                                assertThat(sample.labels()).hasSize(1);
                                assertThat(sample.history()).hasSize(1);
                            });
        }
    }

    @Test
    void everyClickIsAnsweredThoughItsGuestIsGone() throws Exception {
        try (RecommendHarness harness = started(1)) {
            harness.user(click("g", "e1", "i1", 1_000));
            harness.user(new Merge(MERGE));
            harness.user(click("g", "e2", "i2", 2_000));
            harness.user(click("g", "e3", "i3", 3_000));
            join(harness, 1);
            Set<String> triggers = new HashSet<>();
            harness.takeRecommendations().forEach(r -> triggers.add(r.triggerEventId()));
            assertThat(triggers).containsExactlyInAnyOrder("e1", "e2", "e3");
            assertThat(events(harness, "u"))
                    .extracting(HistoryEvent::itemId)
                    .containsExactly("i1", "i2", "i3");
        }
    }

    @Test
    void whatGoesInCirclesComesToRest() throws Exception {
        try (RecommendHarness harness = started(1)) {
            harness.user(new Merge(new MergeUsers("a", "b", 1_000)));
            harness.user(new Merge(new MergeUsers("b", "a", 2_000)));
            join(harness, 1);
            harness.user(click("a", "e1", "i1", 3_000));
            join(harness, 1);
            List<HistoryEvent> both = new ArrayList<>(events(harness, "a"));
            both.addAll(events(harness, "b"));
            assertThat(both).containsExactly(new HistoryEvent("i1", 3_000, Action.CLICK));
        }
    }

    @Test
    void chainOfMergesEndsAtItsUser() throws Exception {
        try (RecommendHarness harness = started(1)) {
            harness.user(click("a", "e1", "i1", 1_000));
            harness.user(new Merge(new MergeUsers("b", "c", 2_000)));
            harness.user(new Merge(new MergeUsers("a", "b", 3_000)));
            join(harness, 1);
            assertThat(events(harness, "c")).hasSize(1);
            assertThat(events(harness, "a")).isEmpty();
            assertThat(events(harness, "b")).isEmpty();
        }
    }
}
