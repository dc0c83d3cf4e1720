package io.riffle.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.DecimalFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The house rules that a compiler does not check, over all modules. A rule that fails says why it
 * is there; when the reason no longer holds, change the rule and say so in a decision record.
 */
@AnalyzeClasses(packages = "io.riffle", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String GENERATED = "io.riffle.schema.v1..";

    /** Methods that run something elsewhere, whoever owns the threads. */
    private static final String STARTS_THREADS =
            "parallel|parallelStream|(run|supply|then.*|handle|whenComplete|accept.*)Async"
                    + "|startVirtualThread|ofVirtual|ofPlatform|commonPool";

    private static final String HAS_THREADS =
            "java\\.util\\.(Timer|concurrent\\.(Executors|ForkJoin.*|.*ThreadPoolExecutor))";

    /** Of the project; tests run in the folder of their module. */
    private static final Path ROOT = Path.of("../..");

    private static final List<String> MODULES =
            List.of(
                    "schemas",
                    "model-runtime",
                    "flink-jobs",
                    "deploy/gateway",
                    "deploy/lab",
                    "deploy/cli");

    @ArchTest
    static final ArchRule onlyTheModelLoaderAndWhoExplainsStartThreads =
            noClasses()
                    .that()
                    .resideInAPackage("io.riffle.job..")
                    .and()
                    .haveSimpleNameNotContaining("ModelLoader")
                    .and()
                    .haveSimpleNameNotContaining("ExplainWorker")
                    .should()
                    .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                    .orShould()
                    .beAssignableTo(Thread.class)
                    .orShould()
                    .callMethodWhere(target(nameMatching(STARTS_THREADS)))
                    .orShould()
                    .dependOnClassesThat(nameMatching(HAS_THREADS))
                    .because(
                            "state is safe because one thread owns it; the loader and who"
                                    + " explains speak by mailbox");

    @ArchTest
    static final ArchRule oneTypeSerializer =
            classes()
                    .that()
                    .areAssignableTo("org.apache.flink.api.common.typeutils.TypeSerializer")
                    .should()
                    .haveSimpleName("CodecSerializer")
                    .because("state is written by codecs with a version byte and by nothing else");

    @ArchTest
    static final ArchRule everyMachineWritesTheSame =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(GENERATED)
                    .should()
                    .callMethod(String.class, "formatted", Object[].class)
                    .orShould()
                    .callMethod(String.class, "format", String.class, Object[].class)
                    .orShould()
                    .callMethod(String.class, "toLowerCase")
                    .orShould()
                    .callMethod(String.class, "toUpperCase")
                    .orShould()
                    .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
                    .orShould()
                    .callMethod(PrintWriter.class, "format", String.class, Object[].class)
                    .orShould()
                    .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                    .orShould()
                    .callMethod(PrintStream.class, "format", String.class, Object[].class)
                    .orShould()
                    .callConstructor(Formatter.class)
                    .orShould()
                    .callConstructor(DecimalFormat.class, String.class)
                    .orShould()
                    .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                    .because(
                            "ids, files and figures are read again, on machines of any language:"
                                    + " say String.format(Locale.ROOT, ...)");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(GENERATED)
                    .should()
                    .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Base)")
                    .because("a name that fits everything says nothing");

    @ArchTest
    static final ArchRule standardStreamsBelongToTheCommandLine =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.riffle.cli..")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("a library logs; only the command line speaks");

    @ArchTest
    static final ArchRule oneLogger =
            noClasses()
                    .should()
                    .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                    .because("logs go through slf4j");

    @ArchTest
    static final ArchRule noJavaSerialisationOfForeignBytes =
            noClasses()
                    .should()
                    .callConstructor(ObjectInputStream.class, java.io.InputStream.class)
                    .because("reading it runs what its writer wished");

    @ArchTest
    static final ArchRule filesAreReplacedInOneStep =
            noClasses()
                    .should()
                    .accessField(StandardCopyOption.class, "REPLACE_EXISTING")
                    .because("it removes the old file first: killed in between, both are gone");

    @ArchTest
    static final ArchRule clocksAreParameters =
            noClasses()
                    .that()
                    .haveSimpleNameNotContaining("Clock")
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("a test must be able to stop the time");

    @Test
    void everyCodecHasGoldenBytes() throws IOException {
        StringBuilder golden = new StringBuilder();
        for (Path file : files("src/test/java")) {
            if (file.getFileName().toString().endsWith("GoldenTest.java")) {
                golden.append(Files.readString(file));
            }
        }
        for (Path file : files("src/main/java")) {
            String name = file.getFileName().toString().replace(".java", "");
            if (name.endsWith("Codec") && !name.equals("Codec")) {
                assertThat(golden)
                        .as("bytes in state outlive the code that wrote them")
                        .contains("new " + name);
            }
        }
    }

    @Test
    void testClassesAreFoundByTheirNames() throws IOException {
        for (Path file : files("src/test/java")) {
            String text = Files.readString(file);
            if (text.contains("@Test")
                    || text.contains("@Property")
                    || text.contains("@ArchTest")) {
                assertThat(file.getFileName().toString())
                        .as("a test class of another name is skipped without a word")
                        .matches(".*(Test|ITCase)\\.java");
            }
        }
    }

    private static List<Path> files(String folder) throws IOException {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(ArchitectureTest::javaFiles)
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
