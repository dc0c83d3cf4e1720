package io.riffle.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;

/** Packages stand on floors: one may use what is below it, never what is above. */
@AnalyzeClasses(packages = "io.riffle", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {

    private static final List<String> JOBS =
            List.of(
                    "job.state",
                    "job.decode",
                    "job.io",
                    "job.settings",
                    "job.options",
                    "job.models",
                    "job.inference",
                    "job.metrics",
                    "job.items",
                    "job.user",
                    "job.ask",
                    "job.bundle",
                    "job.swap",
                    "job.explain",
                    "job.recommend",
                    "job.train",
                    "job");

    private static final List<String> LAB =
            List.of(
                    "lab.console",
                    "lab.checkpoints",
                    "lab.kafka",
                    "lab.files",
                    "lab.lists",
                    "lab.loop",
                    "lab.simulate",
                    "lab.clicks",
                    "lab.oracle",
                    "lab",
                    "lab.audience",
                    "lab.bench",
                    "lab.demo");

    private static final List<String> GATEWAY =
            List.of(
                    "gateway.problem",
                    "gateway.kafka",
                    "gateway.view",
                    "gateway.ask",
                    "gateway.stream",
                    "gateway.live",
                    "gateway.http",
                    "gateway.api",
                    "gateway");

    private static final List<String> COMMANDS =
            List.of("cli.arguments", "cli.evaluate", "cli.learn", "cli.operate", "cli.run", "cli");

    @ArchTest
    static void jobsStandOnFloors(JavaClasses classes) {
        stand(JOBS, classes);
    }

    @ArchTest
    static void theLabStandsOnFloors(JavaClasses classes) {
        stand(LAB, classes);
    }

    @ArchTest
    static void theGatewayStandsOnFloors(JavaClasses classes) {
        stand(GATEWAY, classes);
    }

    @ArchTest
    static void commandsStandOnFloors(JavaClasses classes) {
        stand(COMMANDS, classes);
    }

    @ArchTest
    static void theLabKnowsNoCommands(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAPackage("io.riffle.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.riffle.cli..", "picocli..")
                .because("what a command does must be usable without its arguments")
                .check(classes);
    }

    private static void stand(List<String> floors, JavaClasses classes) {
        for (int i = 0; i < floors.size() - 1; i++) {
            String[] above =
                    floors.subList(i + 1, floors.size()).stream()
                            .map(name -> "io.riffle." + name)
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle." + floors.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .because("a reader who has understood a floor must not need the one above")
                    .check(classes);
        }
    }
}
