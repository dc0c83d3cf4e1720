package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.artifact.store.ModelStore;
import io.riffle.lab.console.Console;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class EvaluateListsTest {
    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void simulatedListsAreWrittenReadAndCompared() throws IOException {
        String dir = folder.toString();
        assertThat(run("simulate", "--out", dir, "--lists", "240", "--seed", "3")).isZero();
        int exit =
                run(
                        "evaluate",
                        "--lists",
                        folder.resolve("lists.csv.gz").toString(),
                        "--items",
                        folder.resolve("items.csv").toString(),
                        "--users",
                        folder.resolve("users.csv").toString(),
                        "--seeds",
                        "1",
                        "--list-epochs",
                        "1",
                        "--list-width",
                        "8",
                        "--json");
        assertThat(err.toString()).doesNotContain("must");
        assertThat(exit).isZero();
        String json = out.toString().strip();
        JsonNode result = new ObjectMapper().readTree(json.substring(json.lastIndexOf('\n') + 1));
        assertThat(result.get("train_lists").asInt()).isEqualTo(120);
        assertThat(result.get("test_lists").asInt()).isEqualTo(120);
        assertThat(result.get("bad_rows").asInt()).isZero();
        for (String ranking :
                new String[] {
                    "first stage",
                    "click rate so far",
                    "perceptron",
                    "listwise transformer",
                    "student",
                    "teacher K=1",
                    "teacher K=2",
                    "teacher K=5",
                    "teacher K=10"
                }) {
            JsonNode values = result.get("rankings").get(ranking);
            assertThat(values.get("ndcg_at_5").asDouble()).isBetween(.1, 1.0);
            assertThat(values.get("utility").asDouble()).isPositive();
        }
        JsonNode difference = result.get("student_minus").get("first stage").get("mrr");
        assertThat(difference.get(1).asDouble()).isLessThanOrEqualTo(difference.get(0).asDouble());
        assertThat(result.get("intervals_over").asText()).isEqualTo("lists");
        assertThat(result.get("agreement").get("overlap").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void everySlateOfEveryRankerIsWrittenDown() throws IOException {
        Path file = folder.resolve("rankings.jsonl");
        List<String> arguments =
                new ArrayList<>(List.of("evaluate", "--simulated-lists", "60", "--seeds", "2"));
        arguments.addAll(List.of("--list-epochs", "1", "--list-width", "8", "--json"));
        arguments.addAll(List.of("--rankings", file.toString(), "--list-world", "brands"));
        arguments.add("--list-baselines");
        assertThat(run(arguments.toArray(new String[0]))).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        JsonNode table = result.get("rankings");
        assertThat(result.get("reference_utility").get("oracle, greedy").asDouble())
                .isGreaterThan(table.get("student").get("utility").asDouble());

        Map<String, Set<Integer>> trainings = new TreeMap<>();
        Set<String> lists = new TreeSet<>();
        int lines = 0;
        for (String text : Files.readAllLines(file)) {
            JsonNode line = new ObjectMapper().readTree(text);
            String ranker = line.get("ranker").asText();
            trainings
                    .computeIfAbsent(ranker, name -> new TreeSet<>())
                    .add(line.get("seed").asInt());
            lists.add(line.get("list_id").asText());
            assertThat(line.get("items")).hasSize(10).doesNotHaveDuplicates();
            lines++;
        }
        assertThat(trainings.keySet()).containsExactlyInAnyOrderElementsOf(names(table));
        assertThat(trainings.keySet())
                .contains("local search, evaluator", "best of N, evaluator")
                .contains("SetRank", "MIR", "RankT5, pointwise", "RankT5, pairwise", "DLCM")
                .contains("Seq2Slate", "NAR4Rec");
        assertThat(trainings.get("student")).containsExactly(1, 2);
        assertThat(trainings.get("first stage")).containsExactly(1);
        assertThat(lists).hasSize(30).contains("l30", "l59");
        assertThat(lines).isEqualTo(30 * trainings.values().stream().mapToInt(Set::size).sum());
    }

    @Test
    void aLoopTellsItsCurveByTheTruth() throws IOException {
        assertThat(run("evaluate", "--simulated-lists", "60", "--online", "--window", "40"))
                .isZero();
        assertThat(out.toString()).contains("first stage").contains("all: served");
        out.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(List.of("evaluate", "--simulated-lists", "60", "--online"));
        arguments.addAll(List.of("--window", "40", "--explore", "0.5", "--json"));
        assertThat(run(arguments.toArray(new String[0]))).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("windows")).hasSize(2);
        JsonNode last = result.get("windows").get(1);
        assertThat(last.get("from").asInt()).isEqualTo(40);
        assertThat(last.get("requests").asInt()).isEqualTo(20);
        assertThat(last.get("drawn").asInt()).isPositive();
        assertThat(last.get("reranker_version").asInt()).isZero();
        assertThat(result.get("oracle").asDouble())
                .isGreaterThan(result.get("first_stage").asDouble());
    }

    @Test
    void whatIsAboutALoopAsksForOne() {
        assertThat(run("evaluate", "--simulated-lists", "60", "--explore", "0.05")).isEqualTo(2);
        assertThat(err.toString()).contains("--explore").contains("Maybe add --online");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void rankingsThatCannotBeWrittenAreKnownBeforeAnythingIsTrained() throws IOException {
        String nowhere = folder.resolve("none/rankings.jsonl").toString();
        assertThat(run("evaluate", "--simulated-lists", "60", "--rankings", nowhere)).isEqualTo(1);
        assertThat(err.toString()).contains("of --rankings must be writable");
        assertThat(err.toString()).doesNotContain("training");

        Path lists = Files.writeString(folder.resolve("lists.csv"), "list_id\n");
        String read = lists.toString();
        assertThat(run("evaluate", "--lists", read, "--rankings", read)).isEqualTo(2);
        assertThat(lists).hasContent("list_id");
        assertThat(run("evaluate", "--events", read, "--rankings", nowhere)).isEqualTo(2);
    }

    @Test
    void aPlotOfListsIsRefused() throws IOException {
        Path plot = Files.writeString(folder.resolve("curve.svg"), "before");
        assertThat(run("evaluate", "--simulated-lists", "60", "--plot", plot.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--plot").contains("must come with");
        assertThat(plot).hasContent("before");
    }

    @Test
    void aFailureLeavesTheRankingsThatWereThere() throws IOException {
        Path lists = Files.writeString(folder.resolve("lists.csv"), "list_id\n");
        Path rankings = Files.writeString(folder.resolve("rankings.jsonl"), "before");
        assertThat(run("evaluate", "--lists", lists.toString(), "--rankings", rankings.toString()))
                .isEqualTo(1);
        assertThat(rankings).hasContent("before");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @EnabledIf("fullDiskIsThere")
    void rankingsThatDoNotFitAreAFailure() {
        List<String> arguments =
                new ArrayList<>(List.of("evaluate", "--simulated-lists", "60", "--seeds", "1"));
        arguments.addAll(List.of("--list-epochs", "1", "--list-width", "8"));
        arguments.addAll(List.of("--rankings", "/dev/full"));
        assertThat(run(arguments.toArray(new String[0]))).isEqualTo(1);
        assertThat(err.toString()).contains("(/dev/full) of --rankings must be writable");
    }

    static boolean fullDiskIsThere() {
        return Files.exists(Path.of("/dev/full"));
    }

    @Test
    void theItemRowsOfAGivenBackboneAreRead() throws IOException {
        ModelStore store = ModelStore.local(folder.resolve("store"));
        long version = UntrainedBackbone.publish(store, List.of("i000001", "i000002"), 1).version();
        String model = store.uri("backbone", version);

        double with = listwise("--model", model);
        double without = listwise();

        assertThat(with).isBetween(.1, 1.0).isNotEqualTo(without);
    }

    /** NDCG@10 of a baseline that reads item rows. */
    private double listwise(String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of("evaluate", "--simulated-lists", "120", "--seeds", "1", "--json"));
        arguments.addAll(List.of("--list-epochs", "1", "--list-width", "8"));
        arguments.addAll(List.of(more));
        assertThat(run(arguments.toArray(new String[0]))).isZero();
        String json = out.toString().strip();
        JsonNode result = new ObjectMapper().readTree(json.substring(json.lastIndexOf('\n') + 1));
        return result.get("rankings").get("listwise transformer").get("ndcg_at_10").asDouble();
    }

    @Test
    void inputsThatDoNotGoTogetherAreRefused() {
        assertThat(run("evaluate", "--lists", "a.csv", "--events", "b.csv")).isEqualTo(2);
        assertThat(run("evaluate")).isEqualTo(2);
        assertThat(err.toString()).contains("--events FILE").contains("--lists FILE");
    }

    private int run(String... arguments) {
        Console console =
                new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
        return Riffle.commandLine(console, arguments).execute(arguments);
    }
}
