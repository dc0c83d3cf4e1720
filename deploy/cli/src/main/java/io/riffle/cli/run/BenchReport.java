package io.riffle.cli.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.bench.BenchPhase;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/**
 * What {@code riffle bench} found: phase by phase, and the machine it ran on.
 *
 * @param phaseSeconds length of a phase
 * @param settings options of the job or of Flink that were set for all of it
 */
record BenchReport(List<BenchPhase> phases, double phaseSeconds, Map<String, String> settings) {

    void print(Console console, boolean json) {
        if (json) {
            console.result(JsonLine.line(toJson()));
        } else {
            for (BenchPhase phase : phases) {
                console.result(phase.sweep().label());
                phase.lines().forEach(console::result);
            }
        }
    }

    private ObjectNode toJson() {
        ObjectNode line = JsonLine.object();
        line.put("cores", Runtime.getRuntime().availableProcessors());
        line.put(
                "java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        line.put(
                "load_average_at_end",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        line.put("phase_seconds", phaseSeconds);
        ObjectNode options = line.putObject("settings");
        settings.forEach(options::put);
        ArrayNode list = line.putArray("phases");
        phases.forEach(phase -> list.add(phase.toJson()));
        return line;
    }
}
