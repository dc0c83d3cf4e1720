package io.riffle.cli.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.Console;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ranking quality by name, with standard errors: a table for people, a node for programs. */
final class QualityTable {
    private static final List<String> SHOWN =
            List.of("hr_at_1", "hr_at_10", "hr_at_50", "ndcg_at_10", "ndcg_at_50", "mrr");

    private QualityTable() {}

    static void print(Console console, String title, Map<String, Measured> results) {
        StringBuilder header = new StringBuilder(text("%-42s %9s", title, "events"));
        for (String measure : SHOWN) {
            String name = measure.replace("_at_", "@").toUpperCase(Locale.ROOT);
            header.append(text("  %-14s", name));
        }
        console.result(header.toString().stripTrailing());
        results.forEach((name, measured) -> console.result(row(name, measured)));
    }

    static void write(ObjectNode line, Map<String, Measured> results) {
        ObjectNode of = line.putObject("results");
        results.forEach(
                (name, measured) -> {
                    ObjectNode node = of.putObject(name);
                    measured.metrics().asMap().forEach(node::put);
                    ObjectNode errors = node.putObject("standard_errors");
                    measured.errors().forEach(errors::put);
                });
    }

    private static String row(String name, Measured measured) {
        Map<String, Double> values = measured.metrics().asMap();
        StringBuilder row = new StringBuilder(text("%-42s %,9d", name, measured.metrics().count()));
        for (String measure : SHOWN) {
            row.append(
                    text(
                            "  %.4f ±%.4f",
                            values.getOrDefault(measure, 0.0),
                            measured.errors().getOrDefault(measure, 0.0)));
        }
        return row.toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
