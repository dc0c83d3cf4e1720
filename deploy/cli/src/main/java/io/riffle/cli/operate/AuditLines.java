package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.oracle.AuditReport;
import io.riffle.lab.oracle.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an audit found, in words or as JSON.
 *
 * @param report what is told
 */
record AuditLines(AuditReport report) {

    /** For a person. */
    List<String> all() {
        List<String> lines = new ArrayList<>();
        lines.add(line(report.clicks(), "clicks, each id once"));
        lines.add(line(report.late(), "clicks too old for an answer"));
        lines.add(line(report.duplicates(), "clicks again"));
        lines.add(line(report.impressions(), "impressions"));
        lines.add(line(report.broken(), "broken records"));
        lines.add(line(report.answers(), "answers, each id once"));
        lines.add(line(report.repeats(), "answers again"));
        lines.add(line(report.differing(), "of these with other items under the same versions"));
        lines.add(line(report.samples(), "samples"));
        lines.add(line(report.histories(), "of these with a history that was compared"));
        lines.add(
                line(
                        report.moved(),
                        "users merged or forgotten, whose histories and samples are not judged"));
        lines.add(line(report.unreadable(), "records that this release cannot read"));
        for (Finding finding : report.findings()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "broken: %s: %,d times, as %s",
                            finding.rule(),
                            finding.count(),
                            String.join(", ", finding.examples())));
        }
        if (report.passed()) {
            lines.add("all is right");
        }
        return lines;
    }

    /** For a program. */
    ObjectNode json() {
        ObjectNode line = JsonLine.object();
        line.put("passed", report.passed());
        line.put("clicks", report.clicks());
        line.put("too_old", report.late());
        line.put("duplicates", report.duplicates());
        line.put("impressions", report.impressions());
        line.put("broken", report.broken());
        line.put("answers", report.answers());
        line.put("repeats", report.repeats());
        line.put("differing", report.differing());
        line.put("samples", report.samples());
        line.put("histories", report.histories());
        line.put("not_judged", report.moved());
        line.put("unreadable", report.unreadable());
        ArrayNode findings = line.putArray("findings");
        for (Finding finding : report.findings()) {
            ObjectNode node = findings.addObject();
            node.put("rule", finding.rule());
            node.put("count", finding.count());
            finding.examples().forEach(node.putArray("examples")::add);
        }
        return line;
    }

    private static String line(long count, String what) {
        return String.format(Locale.ROOT, "%,12d %s", count, what);
    }
}
