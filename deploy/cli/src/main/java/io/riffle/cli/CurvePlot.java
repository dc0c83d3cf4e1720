package io.riffle.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws one curve as an SVG: points from left to right, the range of values beside it. */
final class CurvePlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 56;

    private CurvePlot() {}

    static void write(Path file, String title, List<Double> values) throws IOException {
        Files.writeString(file, svg(title, values), StandardCharsets.UTF_8);
    }

    static String svg(String title, List<Double> values) {
        double least = values.stream().mapToDouble(v -> v).min().orElse(0);
        double most = values.stream().mapToDouble(v -> v).max().orElse(1);
        double range = most > least ? most - least : 1;
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = MARGIN + (WIDTH - 2.0 * MARGIN) * i / Math.max(1, values.size() - 1);
            double y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * (values.get(i) - least) / range;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
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
                <polyline points="%11$s" fill="none" stroke="#1565c0" stroke-width="2"/>
                </svg>
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
                values.size(),
                points.toString().strip());
    }
}
