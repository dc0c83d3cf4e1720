package io.riffle.gateway.kafka;

import java.util.List;

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
    public static final Topics DEFAULT =
            new Topics(
                    "click-events",
                    "slate-requests",
                    "slate-replies",
                    "recommendations",
                    "model-updates",
                    "item-catalog",
                    "explain-requests",
                    "explanations");

    /** What is written to. */
    public List<String> written() {
        return List.of(clicks, requests, explainRequests);
    }
}
