package io.riffle.lab.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.TopicOptions;
import io.riffle.lab.Interrupt;
import io.riffle.lab.JobMetrics;
import io.riffle.lab.Lab;
import io.riffle.lab.LabFolder;
import io.riffle.lab.audience.AnswerReader;
import io.riffle.lab.audience.Summary;
import io.riffle.lab.audience.Tally;
import io.riffle.lab.audience.Traffic;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.Flow;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import io.riffle.schema.wire.ContentType;
import java.io.IOException;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Starts a {@link Lab}, sends a source's clicks through it, and says what came of them.
 *
 * @param items of the catalogue
 * @param model address of the backbone; null = one that learns from nothing
 * @param flow how fast records are sent
 * @param seconds after the first record, until which records are sent
 * @param port of the broker; 0 = any free one
 * @param httpPort of the gateway and its page; 0 = any free one
 * @param recommendations how they are written
 */
public record Demo(
        ClickSource source,
        List<Item> items,
        List<UserProfile> users,
        @Nullable String model,
        Flow flow,
        double seconds,
        int port,
        int httpPort,
        ContentType recommendations) {

    private static final int PATIENCE_SECONDS = 60;

    /**
     * Runs to the end of the source, of the time, or to an interrupt.
     *
     * @param keep stay until an interrupt
     * @return whether every record sent has exactly one answer
     */
    public boolean run(Console console, boolean json, boolean keep) throws IOException {
        try (Interrupt interrupt = new Interrupt();
                LabFolder folder = new LabFolder()) {
            Configuration settings = new Configuration();
            settings.set(TopicOptions.RECOMMENDATIONS_CONTENT_TYPE, recommendations);
            String backbone = prepareModel(folder, settings);
            console.note("riffle: starting Kafka, Flink and the job ...");
            try (Lab lab = Lab.start(folder, port, parallelism(), settings, items, users);
                    Gateway gateway = gateway(lab)) {
                introduce(console, lab, gateway, backbone);
                boolean balanced = serve(console, lab, json, keep, interrupt);
                if (keep && !interrupt.requested()) {
                    console.note(
                            "riffle: keeps running; clients connect to "
                                    + lab.brokers()
                                    + ". Ctrl-C ends it.");
                    interrupt.await(lab::failIfEnded);
                } else if (!keep) {
                    console.note("riffle: ends here, and the page with it; --keep lets both stay.");
                }
                return balanced;
            }
        }
    }

    private boolean serve(Console console, Lab lab, boolean json, boolean keep, Interrupt interrupt)
            throws IOException {
        JobMetrics metrics = lab.metrics();
        Tally tally = Tally.of(metrics);
        DemoView view = new DemoView(console, items);
        try (AnswerReader answers = new AnswerReader(lab.brokers(), tally);
                RecordSender sender = new RecordSender(lab.brokers())) {
            Runnable watch =
                    () -> {
                        lab.failIfEnded();
                        answers.failIfEnded();
                        view.tick(tally);
                    };
            Traffic traffic = new Traffic(source, tally, sender, flow, watch);
            interrupt.onRequest(traffic::stop);
            traffic.send(seconds);
            traffic.drain(PATIENCE_SECONDS);
        }
        Summary summary = tally.summary();
        Learning learning = Learning.of(metrics);
        long restarts = lab.restarts();
        if (!keep || interrupt.requested()) {
            // Who has read the summary is not to be told of weights that nobody will serve.
            lab.endLearning();
        }
        report(console, summary, learning, restarts, json);
        return summary.balanced();
    }

    /** Sets the model option; returns what to say about it. */
    private String prepareModel(LabFolder folder, Configuration settings) {
        if (model != null) {
            settings.set(RecommendOptions.MODEL, model);
            return model;
        }
        List<String> itemIds = source.itemIds();
        if (itemIds.isEmpty()) {
            return "none: popular items are served";
        }
        DemoLearning.configure(settings, folder.folder("models").toString());
        return "none yet: popular items are served until FuXi-β and what counts clicks are better";
    }

    private Gateway gateway(Lab lab) {
        return Gateway.start(GatewaySettings.local(lab.brokers(), httpPort, true));
    }

    private void introduce(Console console, Lab lab, Gateway gateway, String backbone) {
        console.note("  page      http://127.0.0.1:" + gateway.port() + "/");
        console.note("  broker    " + lab.brokers() + " (Kafka in this process)");
        console.note("  backbone  " + backbone);
        console.note("  clicks    " + source.describe());
        console.note("  Look yourself: kcat -b " + lab.brokers() + " -t recommendations -C -o end");
        if (recommendations == ContentType.PROTOBUF) {
            console.note("  (protobuf; --recommendations json writes what a person can read)");
        }
        console.note("");
    }

    private void report(
            Console console, Summary summary, Learning learning, long restarts, boolean json) {
        if (!source.leftOut().isEmpty()) {
            console.note(source.leftOut());
        }
        if (restarts > 0) {
            console.note("The job was restarted " + restarts + " times: see -v.");
        }
        if (json) {
            ObjectNode line = summary.toJson();
            learning.addTo(line);
            line.put("bad_rows", source.badRows());
            line.put("restarts", restarts);
            console.result(JsonLine.line(line));
        } else {
            SummaryWords.of(summary).forEach(console::result);
            if (learning.modelUpdates() > 0) {
                console.result(learning.line());
            }
        }
    }

    private static int parallelism() {
        // The broker, the sender and the garbage collector want cores too.
        return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    }
}
