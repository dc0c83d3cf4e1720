package io.riffle.cli.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.loop.LoopWindow;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * {@code riffle evaluate --simulated-lists N --online}: expected clicks of the slates that a loop
 * of serving and training shows, stretch by stretch, beside the first stage and an oracle.
 */
final class EvaluateListLoop {
    private static final String HEADER =
            "requests   served  first stage  gain    oracle  drawn  version  published  refused";

    private final Console console;

    EvaluateListLoop(Console console) {
        this.console = console;
    }

    int run(SimulatedListArguments arguments, boolean json) {
        if (!json) {
            console.result(HEADER);
        }
        List<LoopWindow> windows =
                arguments.loop(
                        window -> {
                            if (json) {
                                console.note(line(window));
                            } else {
                                console.result(line(window));
                            }
                        });
        if (json) {
            console.result(JsonLine.line(json(windows)));
        } else {
            console.result(
                    String.format(
                            Locale.ROOT,
                            "all: served %.4f, first stage %.4f; clicks a slate by the truth",
                            mean(windows, LoopWindow::served),
                            mean(windows, LoopWindow::firstStage)));
        }
        return 0;
    }

    private static String line(LoopWindow window) {
        return String.format(
                Locale.ROOT,
                "%8d  %7.4f  %11.4f  %+.4f  %6.4f  %5d  %7d  %9d  %7d",
                window.from() + window.requests(),
                window.served(),
                window.firstStage(),
                window.served() - window.firstStage(),
                window.oracle(),
                window.drawn(),
                window.version(),
                window.published(),
                window.refused());
    }

    private static ObjectNode json(List<LoopWindow> windows) {
        ObjectNode root = JsonLine.object();
        root.put("served", mean(windows, LoopWindow::served));
        root.put("first_stage", mean(windows, LoopWindow::firstStage));
        root.put("oracle", mean(windows, LoopWindow::oracle));
        ArrayNode curve = root.putArray("windows");
        for (LoopWindow window : windows) {
            curve.addObject()
                    .put("from", window.from())
                    .put("requests", window.requests())
                    .put("served", window.served())
                    .put("first_stage", window.firstStage())
                    .put("oracle", window.oracle())
                    .put("drawn", window.drawn())
                    .put("reranker_version", window.version())
                    .put("published", window.published())
                    .put("refused", window.refused())
                    .put("judged_lists", window.judged().lists())
                    .put("judged_utility", window.judged().trained())
                    .put("judged_served_utility", window.judged().served());
        }
        return root;
    }

    private static double mean(List<LoopWindow> windows, ToDoubleFunction<LoopWindow> of) {
        double sum = 0;
        long requests = 0;
        for (LoopWindow window : windows) {
            sum += window.requests() * of.applyAsDouble(window);
            requests += window.requests();
        }
        return requests == 0 ? Double.NaN : sum / requests;
    }
}
