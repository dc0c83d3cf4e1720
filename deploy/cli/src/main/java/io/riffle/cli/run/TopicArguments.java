package io.riffle.cli.run;

import io.riffle.gateway.kafka.Topics;
import picocli.CommandLine.Option;

/** Names of the topics that {@code riffle serve} writes and reads. */
final class TopicArguments {

    @Option(
            names = "--clicks-topic",
            paramLabel = "TOPIC",
            defaultValue = "click-events",
            description = "Topic of clicks (default: ${DEFAULT-VALUE}).")
    private String clicks = "";

    @Option(
            names = "--requests-topic",
            paramLabel = "TOPIC",
            defaultValue = "slate-requests",
            description = "Topic of requests (default: ${DEFAULT-VALUE}).")
    private String requests = "";

    @Option(
            names = "--replies-topic",
            paramLabel = "TOPIC",
            defaultValue = "slate-replies",
            description = "Topic of replies (default: ${DEFAULT-VALUE}).")
    private String replies = "";

    @Option(
            names = "--recommendations-topic",
            paramLabel = "TOPIC",
            defaultValue = "recommendations",
            description = "Topic of recommendations (default: ${DEFAULT-VALUE}).")
    private String recommendations = "";

    @Option(
            names = "--updates-topic",
            paramLabel = "TOPIC",
            defaultValue = "model-updates",
            description = "Topic of model updates, with --live (default: ${DEFAULT-VALUE}).")
    private String updates = "";

    @Option(
            names = "--catalogue-topic",
            paramLabel = "TOPIC",
            defaultValue = "item-catalog",
            description = "Topic of the catalogue, with --live (default: ${DEFAULT-VALUE}).")
    private String catalogue = "";

    @Option(
            names = "--explain-topic",
            paramLabel = "TOPIC",
            defaultValue = "explain-requests",
            description = "Topic of questions why (default: ${DEFAULT-VALUE}).")
    private String explains = "";

    @Option(
            names = "--explanations-topic",
            paramLabel = "TOPIC",
            defaultValue = "explanations",
            description = "Topic of their answers (default: ${DEFAULT-VALUE}).")
    private String explanations = "";

    Topics names() {
        return new Topics(
                clicks,
                requests,
                replies,
                recommendations,
                updates,
                catalogue,
                explains,
                explanations);
    }
}
