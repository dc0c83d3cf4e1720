package io.riffle.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The walls: how large a package is, what it shows, where its door is, and who stands on whom. */
class RoomsTest {
    private static final int LARGEST = 25;

    /**
     * What each package offers. Who makes a type public, or hides one, writes it anew with {@code
     * -Driffle.golden.regenerate=rooms} and shows in the change what is offered now.
     */
    private static final Path OFFERED = Path.of("src/test/resources/rooms.txt");

    /** From the ground up: a package knows only packages below its own floor. */
    private static final List<List<String>> MODELS =
            List.of(
                    List.of("model.engine", "model.candidates", "model.tables"),
                    List.of("model.fuxi", "model.psad", "model.content", "model.sources"),
                    List.of("artifact"),
                    List.of("artifact.store"));

    private static final List<List<String>> SERVING =
            List.of(
                    List.of("serving.conditions", "serving.passes"),
                    List.of("serving.slate"),
                    List.of("serving.items"),
                    List.of("serving"));

    private static final List<List<String>> TRAINING =
            List.of(
                    List.of(
                            "training.dataset",
                            "training.metrics",
                            "training.baseline",
                            "training.optimiser",
                            "training.state"),
                    List.of("training.backbone", "training.lists"),
                    List.of("training.stream", "training.counterfactual"),
                    List.of("training.samples", "training.distillation"),
                    List.of(
                            "training.reranker",
                            "training.judge",
                            "training.evaluator",
                            "training.rivals"),
                    List.of("training.publish"),
                    List.of("training.online"),
                    List.of("training.evaluation"),
                    List.of("training.pretraining"));

    private static JavaClasses classes;

    /** Top-level classes by package, without generated ones. */
    private static SortedMap<String, List<JavaClass>> rooms;

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
                        .importPackages("io.riffle");
        rooms = new TreeMap<>();
        for (JavaClass type : classes) {
            if (!type.isNestedClass() && !type.getPackageName().startsWith("io.riffle.schema.v1")) {
                rooms.computeIfAbsent(type.getPackageName(), name -> new ArrayList<>()).add(type);
            }
        }
    }

    @Test
    void aPackageIsARoom() {
        rooms.forEach(
                (name, types) ->
                        assertThat(types)
                                .as("%s: a room of more than %s hides what is in it", name, LARGEST)
                                .hasSizeLessThanOrEqualTo(LARGEST));
    }

    @Test
    void everyPackageHasItsDoor() throws IOException {
        for (String name : rooms.keySet()) {
            assertThat(door(name))
                    .as("the door of %s says what lives there and where to start", name)
                    .contains("Start with {@link ");
        }
    }

    @Test
    void whatAPackageOffersIsWrittenDown() throws IOException {
        StringBuilder offered = new StringBuilder();
        rooms.forEach((name, types) -> offered.append(offered(name, types)));
        if ("rooms".equals(System.getProperty("riffle.golden.regenerate"))) {
            Files.writeString(OFFERED, offered);
        }
        assertThat(offered.toString())
                .as("public types, a package a line; see the comment at OFFERED")
                .isEqualTo(Files.readString(OFFERED));
    }

    @Test
    void modelsPointDown() {
        for (List<List<String>> house : List.of(MODELS, SERVING, TRAINING)) {
            for (int floor = 0; floor < house.size(); floor++) {
                for (String room : house.get(floor)) {
                    Set<String> above = new TreeSet<>();
                    house.subList(floor, house.size()).forEach(above::addAll);
                    above.remove(room);
                    for (String other : above) {
                        ArchRuleDefinition.noClasses()
                                .that(resideInAPackage("io.riffle." + room))
                                .should()
                                .dependOnClassesThat(resideInAPackage("io.riffle." + other))
                                .because("arrows point down: " + other + " stands on " + room)
                                .allowEmptyShould(true)
                                .check(classes);
                    }
                }
            }
        }
    }

    @Test
    void everyRoomOfTheModelsHasItsFloor() {
        Set<String> drawn = new TreeSet<>();
        List.of(MODELS, SERVING, TRAINING).stream()
                .flatMap(Collection::stream)
                .flatMap(Collection::stream)
                .map(room -> "io.riffle." + room)
                .forEach(drawn::add);
        Set<String> built = new TreeSet<>(rooms.keySet());
        built.removeIf(name -> !name.matches("io\\.riffle\\.(model|artifact|serving|training).*"));
        assertThat(built).isEqualTo(drawn);
    }

    private static String offered(String name, Collection<JavaClass> types) {
        Set<String> open = new TreeSet<>();
        for (JavaClass type : types) {
            if (type.getModifiers().contains(JavaModifier.PUBLIC)) {
                open.add(type.getSimpleName());
            }
        }
        return name + " " + open.size() + "/" + types.size() + ": " + String.join(" ", open) + "\n";
    }

    private static String door(String name) throws IOException {
        String file = "src/main/java/" + name.replace('.', '/') + "/package-info.java";
        for (String module :
                List.of(
                        "schemas",
                        "model-runtime",
                        "flink-jobs",
                        "deploy/gateway",
                        "deploy/lab",
                        "deploy/cli")) {
            Path path = Path.of("../..").resolve(module).resolve(file);
            if (Files.exists(path)) {
                return Files.readString(path).replaceAll("\\s*\\n \\* ?", " ");
            }
        }
        return "";
    }
}
