package io.riffle.lab.oracle;

import io.riffle.schema.Ids;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that were given: to which click, how often, and whether a repeat said the same. */
final class AnswerAudit {

    /** What is compared: the slate, of hundreds of bytes, is kept as a hash. */
    private record First(String eventId, String userId, long versions, int slate, Tier tier) {}

    private final Map<String, First> byId = new HashMap<>();
    private long repeats;
    private long differing;

    /** One record of {@code recommendations}. */
    void answer(Recommendation answer, Findings findings) {
        String id = answer.recommendationId();
        if (!id.equals(Ids.recommendationId(answer.userId(), answer.triggerEventId()))) {
            findings.add("an answer's id is the hash of its user and event", id);
        }
        First now =
                new First(
                        answer.triggerEventId(),
                        answer.userId(),
                        answer.backboneVersion() * 31 + answer.rerankerVersion(),
                        answer.items().stream().map(RankedItem::itemId).toList().hashCode(),
                        answer.tier());
        First first = byId.putIfAbsent(id, now);
        if (first != null) {
            repeats++;
            if (comparable(first, now) && first.slate() != now.slate()) {
                differing++;
            }
        }
    }

    /** Compares clicks and answers, when both were read. */
    void judge(Map<String, ExpectedUser> users, Findings findings) {
        for (Map.Entry<String, ExpectedUser> user : users.entrySet()) {
            for (String event : user.getValue().answered()) {
                if (!byId.containsKey(Ids.recommendationId(user.getKey(), event))) {
                    findings.add("a click is answered", event);
                }
            }
        }
        for (First answer : byId.values()) {
            ExpectedUser user = users.get(answer.userId());
            if (user == null || !user.has(answer.eventId())) {
                findings.add("an answer is of a click that is there", answer.eventId());
            }
        }
    }

    /** The event that a request answered; null when the request is unknown. */
    @Nullable String event(String recommendationId) {
        First first = byId.get(recommendationId);
        return first == null ? null : first.eventId();
    }

    /** Different answers. */
    long answers() {
        return byId.size();
    }

    /** Answers that were given again. */
    long repeats() {
        return repeats;
    }

    /** Repeats of the same versions that show other items: near-ties, or worth a look. */
    long differing() {
        return differing;
    }

    /** Popular items are what a subtask has counted, which no version names. */
    private static boolean comparable(First first, First now) {
        List<Tier> tiers = List.of(first.tier(), now.tier());
        return !tiers.contains(Tier.POPULAR) && first.versions() == now.versions();
    }
}
