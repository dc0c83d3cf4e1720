package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.job.RecommendationJob.Sinks;
import io.riffle.job.RecommendationJob.Sources;
import io.riffle.job.options.CatalogueOptions;
import io.riffle.job.options.ModelOptions;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.UserOptions;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.testing.Oracle;
import io.riffle.job.testing.Oracle.Expected;
import io.riffle.job.testing.TestLane;
import io.riffle.job.testing.TestModel;
import io.riffle.job.testing.TestSource;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.RawRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/**
 * The recommendation job over sources and sinks in memory, and what an oracle says it must answer.
 */
final class WholeJob {

    static final int MAX_EVENTS = 12;

    private WholeJob() {}

    /**
     * The job over the clicks, one profile, one item, and an announcement that is broken.
     *
     * @param name of its sources and sinks
     * @param store of the model it serves with
     * @param perCheckpoint clicks that each reader emits before it waits for a checkpoint
     * @param failAt indices of clicks at which a task dies, once each
     */
    static RecommendationJob job(
            String name, Path store, int bundleSize, int perCheckpoint, Integer... failAt) {
        RawRecord listed =
                JobRecords.record(0, "item-1", "{\"item_id\":\"item-1\"}", "item-catalog");
        RawRecord profile =
                JobRecords.record(
                        0,
                        "a0",
                        "{\"user_id\":\"a0\",\"attributes\":{\"x\":\"y\"}}",
                        "user-profiles");
        RawRecord rules =
                JobRecords.record(
                        0, "home", "{\"placement\":\"home\",\"size\":3}", "placement-rules");
        String strangers =
                "{\"guest_id\":\"g\",\"user_id\":\"stranger\",\"time\":\"1700000000000\"}";
        RawRecord merge = JobRecords.record(0, strangers, "user-merges");
        RawRecord joined = JobRecords.record(0, "{\"merge\":" + strangers + "}", "guest-histories");
        String asked =
                "{\"request_id\":\"x\",\"recommendation_id\":\"r\",\"user_id\":\"stranger\"}";
        RawRecord why = JobRecords.record(0, "stranger", asked, "explain-requests");
        RawRecord broken = JobRecords.record(1_000_000, "{", "model-updates");
        return new RecommendationJob(
                new Sources(
                        TestSource.of(name + "-clicks", JobRecords.clicks(), perCheckpoint, failAt),
                        TestSource.of(name + "-profiles", List.of(profile), 10),
                        TestSource.of(name + "-catalogue", List.of(listed), 10),
                        TestSource.of(name + "-updates", List.of(broken), 10),
                        TestSource.of(name + "-forgets", JobRecords.forgets(), 2),
                        TestSource.of(name + "-requests", JobRecords.requests(), 2),
                        TestSource.of(name + "-rules", List.of(rules), 10),
                        TestSource.of(name + "-merges", List.of(merge), 10),
                        TestSource.of(name + "-guests", List.of(joined), 10),
                        TestSource.of(name + "-explains", List.of(why), 10)),
                new Sinks(
                        new TestLane.Fast<>(name),
                        new TestLane.Ledger<>(name + "-samples"),
                        new TestLane.Ledger<>(name + "-dead"),
                        new TestLane.Ledger<>(name + "-receipts"),
                        new TestLane.Ledger<>(name + "-replies"),
                        new TestLane.Ledger<>(name + "-guests"),
                        new TestLane.Ledger<>(name + "-merged"),
                        new TestLane.Ledger<>(name + "-explanations")),
                settings(bundleSize, store));
    }

    /** Asserts that each request has its reply, alike however often it was made. */
    static void assertReplies(String name) {
        assertThat(TestLane.<ExplainReply>ledger(name + "-explanations"))
                .isNotEmpty()
                .allMatch(told -> told.explanation().status() == ExplainStatus.UNKNOWN);
        Map<String, Recommendation> replies = new TreeMap<>();
        for (Reply reply : TestLane.<Reply>ledger(name + "-replies")) {
            Recommendation answer = reply.recommendation();
            Recommendation before = replies.putIfAbsent(answer.requestId(), answer);
            assertThat(answer.items()).isEqualTo(before == null ? answer.items() : before.items());
        }
        assertThat(replies).hasSize(JobRecords.ASKS);
    }

    /** Asserts that each request has one receipt. */
    static void assertReceipts(String name, String job) {
        List<ForgetReceipt> receipts = TestLane.ledger(name + "-receipts");
        assertThat(receipts)
                .extracting(receipt -> receipt.request().requestId())
                .doesNotHaveDuplicates()
                .hasSize(JobRecords.FORGETS);
        assertThat(receipts).extracting(ForgetReceipt::job).containsOnly(job);
    }

    private static RecommendSettings settings(int bundleSize, Path store) {
        Configuration configuration = new Configuration();
        configuration.set(RecommendOptions.MODEL, store.toString());
        configuration.set(ModelOptions.SLATE_SIZE, TestModel.SLATE);
        configuration.set(ModelOptions.CANDIDATES, 10);
        configuration.set(RecommendOptions.HISTORY_MAX_EVENTS, MAX_EVENTS);
        configuration.set(UserOptions.CACHED_USERS, 3);
        // The catalogue of this test lists one item.
        configuration.set(CatalogueOptions.LISTED_ONLY, ListedOnly.NEVER);
        configuration.set(RecommendOptions.BUNDLE_SIZE, bundleSize);
        configuration.set(ModelOptions.HOP, 2);
        configuration.set(ModelOptions.DEVICE, "cpu");
        configuration.set(ModelOptions.CACHE_SIZE, MemorySize.ofMebiBytes(4));
        return RecommendOptions.read(new OptionReader(configuration));
    }

    private static @Nullable ClickEvent parse(RawRecord raw) {
        try {
            return new ClickEventWire().read(raw, 1 << 20);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /**
     * @param nexts receives, by the id of the answer before it, the item of every click that is no
     *     dislike
     */
    static Oracle expect(
            LoadedModel model,
            List<RawRecord> clicks,
            Map<String, List<Expected>> expected,
            Map<String, String> nexts) {
        try (TestModel truth = new TestModel(model)) {
            Oracle oracle = new Oracle(MAX_EVENTS, truth);
            for (RawRecord raw : clicks) {
                ClickEvent click = parse(raw);
                List<Expected> answers = click == null ? List.of() : oracle.click(click);
                if (click == null || answers.isEmpty()) {
                    continue;
                }
                List<Expected> before =
                        expected.computeIfAbsent(click.userId(), user -> new ArrayList<>());
                if (!before.isEmpty() && click.action() != Action.DISLIKE) {
                    nexts.put(before.get(before.size() - 1).recommendationId(), click.itemId());
                }
                before.addAll(answers);
            }
            return oracle;
        }
    }

    static Map<String, List<Expected>> firstOfEachId(List<Recommendation> answers) {
        Map<String, Recommendation> first = new LinkedHashMap<>();
        answers.forEach(answer -> first.putIfAbsent(answer.recommendationId(), answer));
        Map<String, List<Expected>> byUser = new TreeMap<>();
        for (Recommendation answer : first.values()) {
            byUser.computeIfAbsent(answer.userId(), user -> new ArrayList<>())
                    .add(Expected.of(answer));
        }
        return byUser;
    }
}
