package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.Brokers.TopicState;
import io.riffle.lab.kafka.TopicPlan;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code riffle topics}: makes Riffle's topics, or says what they are. */
@Command(name = "topics", description = "Makes Riffle's topics, or says what they are.")
public final class TopicsCommand implements Runnable {

    @Spec private CommandSpec spec;
    private final Console console;

    TopicsCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "The command () of riffle topics must be create or describe.");
    }

    @Command(description = "Makes the topics that are not there; leaves the others as they are.")
    int create(
            @Mixin BrokersArgument brokersOption,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "4",
                            description =
                                    "Partitions of a topic (default: ${DEFAULT-VALUE});"
                                            + " model-updates always has one.")
                    int partitions,
            @Option(
                            names = "--replication",
                            paramLabel = "N",
                            defaultValue = "0",
                            description =
                                    "Replicas of a partition; 0, the default: as the broker says.")
                    short replication,
            @Mixin JsonArgument json) {
        ArgumentRules.atLeast(spec, "partitions", "--partitions", partitions, 1);
        ArgumentRules.atLeast(spec, "replication", "--replication", replication, 0);
        try (Brokers brokers = brokersOption.connect()) {
            List<TopicPlan> plans = brokers.access().plans(partitions);
            List<String> created = brokers.create(plans, replication);
            if (json.asked()) {
                ObjectNode line = JsonLine.object();
                created.forEach(line.putArray("created")::add);
                plans.stream()
                        .map(TopicPlan::name)
                        .filter(name -> !created.contains(name))
                        .forEach(line.putArray("existing")::add);
                console.result(JsonLine.line(line));
            } else {
                for (TopicPlan plan : plans) {
                    console.result(
                            (created.contains(plan.name()) ? "created  " : "existing ")
                                    + plan.name());
                }
            }
        }
        return 0;
    }

    @Command(description = "Says what the topics are, and what of them differs from the plan.")
    int describe(@Mixin BrokersArgument brokersOption, @Mixin JsonArgument json) {
        try (Brokers brokers = brokersOption.connect()) {
            List<TopicPlan> plans = brokers.access().plans(TopicPlan.PARTITIONS);
            List<TopicState> states =
                    brokers.describe(plans.stream().map(TopicPlan::name).toList());
            if (json.asked()) {
                ObjectNode line = JsonLine.object();
                ArrayNode topics = line.putArray("topics");
                states.forEach(state -> topics.add(toJson(state)));
                ArrayNode missing = line.putArray("missing");
                plans.stream()
                        .map(TopicPlan::name)
                        .filter(n -> !has(states, n))
                        .forEach(missing::add);
                console.result(JsonLine.line(line));
            } else {
                for (TopicState state : states) {
                    console.result(
                            String.format(
                                    Locale.ROOT,
                                    "%-18s %2d partitions  %d replicas  %s",
                                    state.name(),
                                    state.partitions(),
                                    state.replication(),
                                    state.settings()));
                }
                for (TopicPlan plan : plans) {
                    if (!has(states, plan.name())) {
                        console.result(String.format(Locale.ROOT, "%-18s missing", plan.name()));
                    }
                }
            }
        }
        return 0;
    }

    private static boolean has(List<TopicState> states, String name) {
        return states.stream().anyMatch(state -> state.name().equals(name));
    }

    private static ObjectNode toJson(TopicState state) {
        ObjectNode topic = JsonLine.object();
        topic.put("name", state.name());
        topic.put("partitions", state.partitions());
        topic.put("replication", state.replication());
        ObjectNode settings = topic.putObject("settings");
        state.settings().forEach(settings::put);
        return topic;
    }
}
