package io.riffle.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/**
 * Who may know whom: directions between modules, and where foreign engines live. Floors within the
 * models are {@link RoomsTest}'s.
 */
@AnalyzeClasses(packages = "io.riffle", importOptions = ImportOption.DoNotIncludeTests.class)
class DirectionsTest {

    private static final String DJL = "ai.djl..";
    private static final String FLINK = "org.apache.flink..";
    private static final String KAFKA = "org.apache.kafka..";

    private static final String[] MODELS = {
        "io.riffle.model..", "io.riffle.artifact..", "io.riffle.serving..", "io.riffle.training.."
    };

    /** Whose public methods name more than JDK, schema, artifact and own types. */
    private static final DescribedPredicate<JavaClass> NAMES_TENSORS =
            DescribedPredicate.describe(
                    "name tensors in public methods",
                    type ->
                            type.getMethods().stream()
                                    .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC))
                                    .flatMap(
                                            m ->
                                                    Stream.concat(
                                                            m.getRawParameterTypes().stream(),
                                                            Stream.of(m.getRawReturnType())))
                                    .map(named -> named.getBaseComponentType().getName())
                                    .anyMatch(
                                            name ->
                                                    name.startsWith("ai.djl.")
                                                            || name.startsWith(
                                                                    "io.riffle.model.")));

    @ArchTest
    static final ArchRule schemasStandAlone =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.schema..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.riffle.model..",
                                    "io.riffle.artifact..",
                                    "io.riffle.serving..",
                                    "io.riffle.training..",
                                    "io.riffle.job..",
                                    "io.riffle.lab..",
                                    "io.riffle.cli..",
                                    DJL,
                                    FLINK,
                                    KAFKA))
                    .because("what leaves a process must be readable without the process");

    @ArchTest
    static final ArchRule modelsKnowNoStream =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.riffle.model..",
                            "io.riffle.artifact..",
                            "io.riffle.serving..",
                            "io.riffle.training..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.riffle.job..",
                                    "io.riffle.lab..",
                                    "io.riffle.cli..",
                                    FLINK,
                                    KAFKA))
                    .because("the models must run anywhere: in a test, a notebook, another engine");

    @ArchTest
    static final ArchRule formulasKnowNoFiles =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.model..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.riffle.artifact..",
                                    "io.riffle.serving..",
                                    "io.riffle.training.."))
                    .because("the one definition of a model is under all that uses it");

    @ArchTest
    static final ArchRule artifactsKnowNoUse =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.artifact..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.riffle.serving..", "io.riffle.training.."))
                    .because("an artifact is read by both sides and belongs to neither");

    @ArchTest
    static final ArchRule servingKnowsNoTraining =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.serving..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.riffle.training.."))
                    .because("what serves must not drag the trainers along");

    @ArchTest
    static final ArchRule trainingKnowsNoServing =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.training..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.riffle.serving.."))
                    .because("both stand on the models and the artifacts, not on each other");

    @ArchTest
    static final ArchRule jobsKnowNoModels =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.job..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.riffle.model..", "io.riffle.lab..", "io.riffle.cli..", DJL))
                    .because("a model's architecture travels in its manifest, never through a job");

    @ArchTest
    static final ArchRule operatorsKnowNoWiring =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.job..")
                    .and()
                    .resideOutsideOfPackages(
                            "io.riffle.job", "io.riffle.job.options", "io.riffle.job.io")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.riffle.job.io")
                                    .or(resideInAPackage("io.riffle.job"))
                                    .or(resideInAPackage("io.riffle.job.options")))
                    .because("an operator must run in a harness, without topics and options");

    @ArchTest
    static final ArchRule djlStaysInModelRuntime =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.riffle.model..", "io.riffle.serving..", "io.riffle.training..")
                    .should()
                    .dependOnClassesThat(resideInAPackage(DJL))
                    .because("DJL lives in model-runtime and only there");

    @ArchTest
    static final ArchRule theGatewayStandsOnSchemasAlone =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.gateway..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.riffle.model..",
                                    "io.riffle.artifact..",
                                    "io.riffle.serving..",
                                    "io.riffle.training..",
                                    "io.riffle.job..",
                                    "io.riffle.lab..",
                                    "io.riffle.cli..",
                                    DJL,
                                    FLINK))
                    .because("its image is small, and it outlives the job that it covers for");

    @ArchTest
    static final ArchRule kafkaStaysAtTheEdge =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.riffle.job.io..", "io.riffle.lab..", "io.riffle.gateway.kafka..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(KAFKA, "org.apache.flink.connector.kafka.."))
                    .because("the streaming programs run on any source and sink");

    @ArchTest
    static final ArchRule facesArePlainJava =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(MODELS)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.riffle.serving..", "io.riffle.training..")
                                    .and(NAMES_TENSORS))
                    .because(
                            "whoever calls the models needs no DJL on their class path to compile");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.riffle.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("what cannot be read in an order cannot be understood in one");
}
