package io.riffle.cli.evaluate;

import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws curves as an SVG: points from left to right, the range of values beside them. */
final class CurvePlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 56;
    private static final List<String> COLOURS = List.of("#1565c0", "#c62828", "#2e7d32", "#6a1b9a");

    private CurvePlot() {}

    /** Tries the file, so that one that cannot be written is known before any work. */
    static void check(Path file) {
        try {
            OutputFile.check(file);
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    static void write(Path file, String title, Map<String, List<Double>> curves) {
        try (OutputFile plot = OutputFile.open(file)) {
            plot.bytes().write(svg(title, curves).getBytes(StandardCharsets.UTF_8));
            plot.keep();
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    private static CommandException broken(Path file, IOException e) {
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return new CommandException(
                "The file ("
                        + file
                        + ") of --plot must be writable"
                        + (reason == null ? "" : ": " + reason)
                        + ".\nMaybe its folder does not exist.",
                e);
    }

    static String svg(String title, Map<String, List<Double>> curves) {
        List<Double> all = curves.values().stream().flatMap(List::stream).toList();
        double least = all.stream().mapToDouble(v -> v).min().orElse(0);
        double most = all.stream().mapToDouble(v -> v).max().orElse(1);
        int longest = curves.values().stream().mapToInt(List::size).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        int drawn = 0;
        for (Map.Entry<String, List<Double>> curve : curves.entrySet()) {
            String colour = COLOURS.get(drawn % COLOURS.size());
            lines.append(line(curve.getValue(), longest, least, most, colour));
            lines.append(
                    String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                            MARGIN + 8,
                            MARGIN + 14 * drawn++,
                            colour,
                            curve.getKey()));
        }
        return String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" \
                font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="%3$d" y="28" font-size="15">%4$s</text>
                <line x1="%3$d" y1="%5$d" x2="%6$d" y2="%5$d" stroke="#999"/>
                <line x1="%3$d" y1="%3$d" x2="%3$d" y2="%5$d" stroke="#999"/>
                <text x="4" y="%3$d">%7$.4f</text>
                <text x="4" y="%5$d">%8$.4f</text>
                <text x="%3$d" y="%9$d">1</text>
                <text x="%6$d" y="%9$d" text-anchor="end">%10$d</text>
                %11$s</svg>
                """,
                WIDTH,
                HEIGHT,
                MARGIN,
                title,
                HEIGHT - MARGIN,
                WIDTH - MARGIN,
                most,
                least,
                HEIGHT - MARGIN + 18,
                longest,
                lines);
    }

    private static String line(
            List<Double> values, int longest, double least, double most, String colour) {
        double range = most > least ? most - least : 1;
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = MARGIN + (WIDTH - 2.0 * MARGIN) * i / Math.max(1, longest - 1);
            double y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * (values.get(i) - least) / range;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        return String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
                points.toString().strip(),
                colour);
    }
}
