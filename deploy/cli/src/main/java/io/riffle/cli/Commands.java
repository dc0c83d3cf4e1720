package io.riffle.cli;

import io.riffle.cli.evaluate.EvaluateCommand;
import io.riffle.cli.evaluate.RecommendCommand;
import io.riffle.cli.learn.PretrainCommand;
import io.riffle.cli.operate.AuditCommand;
import io.riffle.cli.operate.BrokerCommand;
import io.riffle.cli.operate.CatalogueCommand;
import io.riffle.cli.operate.CheckpointsCommand;
import io.riffle.cli.operate.DeadLettersCommand;
import io.riffle.cli.operate.ForgetCommand;
import io.riffle.cli.operate.ModelCommand;
import io.riffle.cli.operate.ReplayCommand;
import io.riffle.cli.operate.TopicsCommand;
import io.riffle.cli.operate.WhyCommand;
import io.riffle.cli.run.BenchCommand;
import io.riffle.cli.run.DemoCommand;
import io.riffle.cli.run.RunCommand;
import io.riffle.cli.run.ServeCommand;
import io.riffle.cli.run.SimulateCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;

/**
 * What {@code riffle} can be asked for. Picocli finds the options of a command by reflection, which
 * for all of them takes half of the time that a short command needs: only what is asked for is
 * made.
 */
final class Commands {

    /** In the order of the help. */
    private static final List<Class<?>> ALL =
            List.of(
                    DemoCommand.class,
                    RunCommand.class,
                    ServeCommand.class,
                    BenchCommand.class,
                    PretrainCommand.class,
                    EvaluateCommand.class,
                    RecommendCommand.class,
                    ReplayCommand.class,
                    TopicsCommand.class,
                    DeadLettersCommand.class,
                    ForgetCommand.class,
                    CatalogueCommand.class,
                    ModelCommand.class,
                    WhyCommand.class,
                    AuditCommand.class,
                    CheckpointsCommand.class,
                    BrokerCommand.class,
                    SimulateCommand.class);

    private Commands() {}

    /**
     * The command that the first word names; all of them where it names none, for help and for what
     * is misspelt.
     */
    static List<Class<?>> neededBy(String... args) {
        Optional<String> first =
                Arrays.stream(args)
                        .takeWhile(word -> !word.equals("--"))
                        .filter(word -> !word.startsWith("-"))
                        .findFirst();
        List<Class<?>> named =
                ALL.stream().filter(type -> first.equals(Optional.of(name(type)))).toList();
        return named.isEmpty() ? ALL : named;
    }

    private static String name(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(Command.class)).name();
    }
}
