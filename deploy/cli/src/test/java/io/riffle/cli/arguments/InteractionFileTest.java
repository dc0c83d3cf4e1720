package io.riffle.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.lab.console.Console;
import io.riffle.lab.files.Reading;
import io.riffle.lab.simulate.Noise;
import io.riffle.lab.simulate.Simulation;
import io.riffle.lab.simulate.SimulationConfig;
import io.riffle.lab.simulate.SimulationFiles;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.dataset.Interactions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class InteractionFileTest {

    private static final String FILE =
            """
            user_id,item_id,timestamp_seconds,event_type
            u,a,1600000000,click
            u,b,1600000001,view
            u,c,1600000002,shown
            u,d,1600000003,purchase
            u,e,1600000004,dislike
            """;

    @TempDir private Path folder;

    private final StringWriter notes = new StringWriter();

    @Command
    static final class Asked {
        @Mixin private ActionArguments actions = new ActionArguments();
    }

    @Test
    void whatWasOnlySeenIsNoInteractionAndAPurchaseWeighsWhatItIsSaidTo() throws IOException {
        Interactions read = read(rules("--action-weights", "PURCHASE:4"));

        assertThat(read.itemIds()).containsExactly("a", "d");
        assertThat(weights(read)).containsExactly(1f, 4f);
        assertThat(notes.toString()).contains("2 rows only say").contains("1 are dislikes");
    }

    @Test
    void aFileWithViewsTeachesWhatTheSameFileWithoutThemDoes() throws IOException {
        SimulationConfig small = SimulationConfig.defaults().withUsers(50).withItems(300, 20);
        Simulation world = new Simulation(small, 3);
        Noise noise = new Noise(world, 3, 0, 3);
        new SimulationFiles(folder.resolve("noisy"), rows -> {}).write(world, noise::next, 1_000);
        Interactions noisy = interactions(folder.resolve("noisy/events.csv.gz"), ActionRules.USUAL);
        new SimulationFiles(folder.resolve("plain"), rows -> {})
                .write(new Simulation(small, 3), noisy.size());
        Interactions plain = interactions(folder.resolve("plain/events.csv.gz"), ActionRules.USUAL);

        assertThat(noisy.size()).isBetween(200, 300);
        assertThat(noisy.itemIds()).isEqualTo(plain.itemIds());
        assertThat(noisy.rows()).isEqualTo(plain.rows());
        assertThat(weights(noisy)).isEqualTo(weights(plain));
        assertThat(
                        interactions(
                                        folder.resolve("noisy/events.csv.gz"),
                                        rules("--action-history", "CLICK,VIEW,LIKE,CART,PURCHASE"))
                                .size())
                .as("as it was before")
                .isEqualTo(1_000);
    }

    @Test
    void viewsCountWhereTheCommandLineSaysSo() throws IOException {
        Interactions read =
                read(rules("--action-history", "CLICK,VIEW", "--action-weights", "VIEW:0.5"));

        assertThat(read.itemIds()).containsExactly("a", "b");
        assertThat(weights(read)).containsExactly(1f, 0.5f);
    }

    @Test
    void wrongActionsAreAUsageError() {
        assertThatThrownBy(() -> rules("--action-weights", "BUY:2"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("(BUY:2) of --action-weights");
        assertThatThrownBy(() -> rules("--action-history", "DISLIKE"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--action-history");
    }

    private static ActionRules rules(String... arguments) {
        Asked asked = new Asked();
        CommandLine line = new CommandLine(asked);
        line.parseArgs(arguments);
        return asked.actions.rules(line.getCommandSpec());
    }

    private Interactions read(ActionRules rules) throws IOException {
        return interactions(Files.writeString(folder.resolve("events.csv"), FILE), rules);
    }

    private Interactions interactions(Path file, ActionRules rules) throws IOException {
        Console console =
                new Console(new PrintWriter(new StringWriter()), new PrintWriter(notes), false);
        return new InteractionFile(
                        file,
                        null,
                        Reading.USUAL,
                        rules,
                        new CommandLine(new Asked()).getCommandSpec())
                .read(console);
    }

    private static List<Float> weights(Interactions interactions) {
        List<Float> weights = new ArrayList<>();
        for (int event = 0; event < interactions.size(); event++) {
            weights.add(interactions.weight(event));
        }
        return weights;
    }
}
