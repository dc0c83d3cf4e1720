package io.riffle.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Units of systemd, what they hand their processes, and the pages that tell of them. */
class SystemdTest {

    private static final Path UNITS = Manifests.DEPLOY.resolve("cluster/conf/systemd");

    @Test
    void whatProcessesWriteLiesWhereTheirUnitLetsThem() throws IOException {
        Map<String, String> environment =
                Files.readAllLines(UNITS.resolve("riffle.env")).stream()
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        for (Path unit : units()) {
            List<String> lines = Files.readAllLines(unit);
            assertThat(lines)
                    .as(unit.toString())
                    .contains(
                            "EnvironmentFile="
                                    + environment.get("RIFFLE_CLUSTER_CONF")
                                    + "/riffle.env");
            String writable =
                    lines.stream()
                            .filter(line -> line.startsWith("ReadWritePaths="))
                            .map(line -> line.substring(line.indexOf('=') + 1))
                            .findFirst()
                            .orElseThrow();
            for (String folder : List.of("RIFFLE_CLUSTER_HOME", "DJL_CACHE_DIR")) {
                assertThat(Path.of(environment.get(folder)).startsWith(writable))
                        .as(unit + " " + folder)
                        .isTrue();
            }
        }
    }

    @Test
    void shutdownKnowsTheUnitsOfItsProcesses() throws IOException {
        for (Path unit : units()) {
            assertThat(Files.readString(unit)).contains("Environment=RIFFLE_UNIT=%n\n");
        }
        assertThat(Files.readString(UNITS.resolve("riffle-taskmanager@.service")))
                .contains("cluster run-taskmanager %i\n");
    }

    @Test
    void whereAPageEndsProcessesItSaysHowSystemdDoes() throws IOException {
        int told = 0;
        for (Path page : files(Manifests.DEPLOY.resolve("runbooks"), ".md")) {
            for (String line : Files.readAllLines(page)) {
                if (line.contains("cluster shutdown")) {
                    told++;
                    assertThat(line).as(page.toString()).contains("systemctl stop ");
                }
            }
        }
        assertThat(told).isGreaterThan(3);
    }

    private static List<Path> units() throws IOException {
        List<Path> units = files(UNITS, ".service");
        assertThat(units).hasSize(3);
        return units;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
