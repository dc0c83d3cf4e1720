package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.cli.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        String[] learning = {"--protocol", "prequential", "--learn-every", "100"};
        assertThat(riffle(evaluate(learning))).isZero();
        JsonNode first = json();
        assertThat(riffle(evaluate(learning))).isZero();
        assertThat(json()).isEqualTo(first);
        assertThat(riffle(evaluate("--protocol", "prequential"))).isZero();
        double still = json().at("/results/backbone, event by event/hr_at_10").doubleValue();
        double learned = first.at("/results/backbone, event by event/hr_at_10").doubleValue();
        assertThat(learned).isGreaterThan(still);
        assertThat(first.at("/results/backbone, event by event/events"))
                .isEqualTo(first.at("/results/popularity, event by event/events"));
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
        return Riffle.commandLine(console).execute(arguments);
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
            text.append("u%d,i%d,%d\n".formatted(user, at[user], 978_300_000L + i * 50L));
        }
        return text.toString();
    }
}
