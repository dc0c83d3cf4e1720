package io.riffle.gateway.kafka;

import java.util.List;
import java.util.function.UnaryOperator;

/** Names of the topics that a gateway writes and reads. */
public record Topics(
        String clicks,
        String requests,
        String replies,
        String recommendations,
        String updates,
        String catalogue,
        String explainRequests,
        String explanations) {

    /** As the jobs call them unless told otherwise. */
    public static final Topics DEFAULT = named(UnaryOperator.identity());

    /**
     * As an installation calls them.
     *
     * @param inUse the name in use of one that has another by default
     */
    public static Topics named(UnaryOperator<String> inUse) {
        return new Topics(
                inUse.apply("click-events"),
                inUse.apply("slate-requests"),
                inUse.apply("slate-replies"),
                inUse.apply("recommendations"),
                inUse.apply("model-updates"),
                inUse.apply("item-catalog"),
                inUse.apply("explain-requests"),
                inUse.apply("explanations"));
    }

    /** What is written to. */
    public List<String> written() {
        return List.of(clicks, requests, explainRequests);
    }
}
