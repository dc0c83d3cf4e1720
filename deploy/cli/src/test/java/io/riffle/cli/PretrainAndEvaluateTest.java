package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.lab.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainAndEvaluateTest {
    private static final String[] SMALL = {
        "--width", "16", "--layers", "2", "--ffn-width", "32", "--max-history", "20",
        "--epochs", "3", "--batch-positions", "256", "--learning-rate", "0.005", "--device", "cpu",
        "--reranker-lists", "100", "--reranker-epochs", "1"
    };

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path events = Path.of("");

    @BeforeEach
    void writeEvents() throws IOException {
        events = Files.writeString(folder.resolve("events.csv"), walks());
    }

    @Test
    void aFileBecomesABackboneWhoseQualityStandsBesideBaselines() throws IOException {
        assertThat(riffle(pretrain("--json"))).isZero();
        JsonNode trained = json();
        assertThat(trained.at("/metrics/published_ndcg_at_10").doubleValue()).isPositive();
        assertThat(trained.at("/metrics/validation_ndcg_at_10").doubleValue()).isPositive();
        assertThat(err.toString()).contains("select epoch 3/3").contains("final epoch 1/3");
        assertThat(folder.resolve("store/pretraining")).doesNotExist();
        assertThat(trained.at("/reranker/version").longValue()).isEqualTo(1);
        assertThat(trained.at("/reranker/metrics/first_stage_ndcg_at_10").doubleValue())
                .isPositive();
        assertThat(folder.resolve("store/reranker/1/manifest.json")).exists();

        Path plot = folder.resolve("curve.svg");
        assertThat(riffle(evaluate("--plot", plot.toString()))).isZero();
        JsonNode quality = json();
        assertThat(quality.at("/results/popularity/ndcg_at_10").doubleValue()).isPositive();
        assertThat(quality.at("/results/backbone, as published/ndcg_at_10").doubleValue())
                .isEqualTo(trained.at("/metrics/published_ndcg_at_10").doubleValue());
        assertThat(plot).content().startsWith("<svg").contains("polyline");
    }

    @Test
    void theStreamIsScoredThenLearnedFromAndTheResultRepeats() throws IOException {
        assertThat(riffle(pretrain("--until", "0.5", "--no-reranker"))).isZero();
        String[] learning = {
            "--protocol", "prequential", "--learn-every", "100", "--learning-rate", "0.005"
        };
        assertThat(riffle(evaluate(learning))).isZero();
        JsonNode first = json();
        assertThat(riffle(evaluate(learning))).isZero();
        assertThat(json()).isEqualTo(first);
        double still = first.at("/results/frozen backbone, tie-safe/hr_at_10").doubleValue();
        double learned = first.at("/results/learning backbone, tie-safe/hr_at_10").doubleValue();
        assertThat(learned).isGreaterThan(still);
        JsonNode interval = first.at("/learning_minus/frozen backbone, tie-safe/hr_at_10");
        assertThat(interval.get(0).doubleValue()).isCloseTo(learned - still, within(1e-9));
        assertThat(interval.get(1).doubleValue()).isLessThan(learned - still);
        assertThat(interval.get(2).doubleValue()).isGreaterThan(learned - still);
        for (String reading : new String[] {"event by event", "tie-safe"}) {
            double system = first.at("/results/system, " + reading + "/mrr").doubleValue();
            double best =
                    first.at("/results/best source in hindsight, " + reading + "/mrr")
                            .doubleValue();
            assertThat(system).isGreaterThan(.9 * best);
            assertThat(first.at("/results/popular 100, " + reading + "/mrr").doubleValue())
                    .isPositive();
            assertThat(first.at("/system_minus/learning backbone, " + reading).isMissingNode())
                    .isFalse();
        }
        assertThat(first.at("/results/frozen backbone, tie-safe/events"))
                .isEqualTo(first.at("/results/popularity, event by event/events"));

        assertThat(riffle(evaluate("--protocol", "prequential", "--no-baselines"))).isZero();
        assertThat(json().at("/results/frozen backbone, tie-safe"))
                .isEqualTo(first.at("/results/frozen backbone, tie-safe"));
        assertThat(json().at("/results")).hasSize(2);
    }

    @Test
    void fromNothingTheBackbonePassesPopularityAndTheCurveTellsWhere() throws IOException {
        Path plot = folder.resolve("stream.svg");
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--events"));
        arguments.addAll(List.of(events.toString(), "--protocol", "prequential", "--json"));
        assertThat(riffle(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains("--learn-every");
        arguments.addAll(List.of("--learn-every", "50", "--score-from", "0", "--scored", "NEW"));
        arguments.addAll(List.of("--width", "16", "--layers", "2", "--ffn-width", "32"));
        arguments.addAll(List.of("--max-history", "20", "--batch-positions", "128"));
        arguments.addAll(List.of("--learning-rate", "0.01", "--device", "cpu"));
        arguments.addAll(List.of("--curve-every", "100", "--plot", plot.toString()));
        assertThat(riffle(arguments.toArray(String[]::new))).isZero();
        JsonNode run = json();
        long scored = run.at("/results/learning backbone, tie-safe/events").longValue();
        assertThat(scored + run.get("repeats").longValue() + run.get("first_clicks").longValue())
                .isEqualTo(1200);
        assertThat(run.at("/learning_above/popularity, event by event/lasting").intValue())
                .isBetween(1, 1200);
        assertThat(run.at("/curve/events")).hasSize((int) Math.ceil(scored / 100.0));
        assertThat(run.at("/curve/events").get(0).intValue()).isGreaterThan(100);
        assertThat(plot).content().contains("popularity", "learning backbone");
    }

    @Test
    void listsShownAfterUntilAreNotLearned() throws IOException {
        long until = 978_330_000L;
        StringBuilder rows =
                new StringBuilder("list_id,user_id,timestamp_seconds,history,candidates,clicks\n");
        for (int i = 0; i < 60; i++) {
            rows.append("l")
                    .append(i)
                    .append(",u1,")
                    .append(until - 10 + i)
                    .append(",i1,i2 i3,1 0\n");
        }
        Path lists = Files.writeString(folder.resolve("lists.csv"), rows);
        String time = Long.toString(until);
        assertThat(riffle(pretrain("--until", time, "--lists", lists.toString()))).isZero();
        assertThat(err.toString())
                .contains("--lists: 50 of 60 lists were shown after --until and are left out")
                .contains("no reranker: 10 lists");
        assertThat(folder.resolve("store/reranker")).doesNotExist();
    }

    @Test
    void tooManyBadRowsStopTheRun() throws IOException {
        Files.writeString(events, walks() + "u,i,soon\n".repeat(100));
        assertThat(riffle(pretrain())).isEqualTo(1);
        assertThat(err.toString()).contains("soon").contains("--max-bad-rows");
        assertThat(riffle(pretrain("--max-bad-rows", "100", "--no-select", "--no-reranker")))
                .isZero();
    }

    @Test
    void anUnknownProtocolIsWrongUsage() {
        assertThat(riffle(evaluate("--protocol", "guess"))).isEqualTo(2);
    }

    private String[] pretrain(String... more) {
        return arguments("pretrain", "--out", SMALL, more);
    }

    private String[] evaluate(String... more) {
        return arguments("evaluate", "--model", new String[] {"--json", "--device", "cpu"}, more);
    }

    private String[] arguments(String command, String store, String[] some, String[] more) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of(command, "--events", events.toString()));
        all.addAll(List.of(store, folder.resolve("store").toString()));
        all.addAll(Arrays.asList(some));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private int riffle(String... arguments) {
        out.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
        return Riffle.commandLine(console, arguments).execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    /** Users who walk through items in steps of one, with some jumps; new items come late. */
    private static String walks() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("user_id,item_id,timestamp_seconds\n");
        int[] at = new int[40];
        for (int i = 0; i < 1200; i++) {
            int user = random.nextInt(at.length);
            int items = i < 600 ? 30 : 40;
            at[user] = random.nextInt(10) == 0 ? random.nextInt(items) : (at[user] + 1) % items;
            text.append(
                    String.format(
                            Locale.ROOT, "u%d,i%d,%d\n", user, at[user], 978_300_000L + i * 50L));
        }
        return text.toString();
    }
}
