package io.riffle.lab.oracle;

import io.riffle.schema.Ids;
import io.riffle.schema.TrainingSample;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The samples that were made: each revision once, each click the next of one request. */
final class SampleAudit {

    private final int kept;
    private final int most;
    private final Set<String> moved;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> newest = new HashMap<>();
    private final Map<String, Set<String>> withNext = new HashMap<>();
    private long histories;

    /**
     * One that knows the job's bounds.
     *
     * @param kept events that a history keeps
     * @param most events of the history that a sample carries
     * @param moved users whose histories are no longer their clicks; filled before samples are read
     */
    SampleAudit(int kept, int most, Set<String> moved) {
        this.kept = kept;
        this.most = most;
        this.moved = moved;
    }

    /** One record of {@code training-samples}; clicks and answers were read before. */
    void sample(TrainingSample sample, ClickAudit clicks, AnswerAudit answers, Findings findings) {
        String id = sample.sampleId();
        if (!id.equals(Ids.sampleId(sample.recommendationId(), sample.revision()))) {
            findings.add("a sample's id is the hash of request and revision", id);
        }
        if (!ids.add(id)) {
            findings.add("a revision of a request is one sample", id);
        }
        newest.merge(sample.recommendationId(), sample.revision(), Math::max);
        if (sample.next() != null) {
            withNext.computeIfAbsent(sample.userId(), any -> new HashSet<>())
                    .add(sample.recommendationId());
        }
        if (sample.asked()) {
            // Its answer is among the replies, which are kept for an hour.
            return;
        }
        String event = answers.event(sample.recommendationId());
        if (event == null) {
            findings.add("a sample is of a request that was answered", id);
            return;
        }
        ExpectedUser user = clicks.user(sample.userId());
        if (user != null && user.ordered() && !moved.contains(sample.userId())) {
            histories++;
            if (!Boolean.TRUE.equals(user.isHistory(sample.history(), event, kept, most))) {
                findings.add("a sample's history is the clicks sent before it", id);
            }
        }
    }

    /** Compares clicks and samples, when all were read. */
    void judge(Map<String, ExpectedUser> users, Findings findings) {
        for (Map.Entry<String, Integer> request : newest.entrySet()) {
            for (int revision = 0; revision < request.getValue(); revision++) {
                if (!ids.contains(Ids.sampleId(request.getKey(), revision))) {
                    findings.add(
                            "the revisions of a request have no gap",
                            request.getKey() + " revision " + revision);
                }
            }
        }
        for (Map.Entry<String, ExpectedUser> user : users.entrySet()) {
            int found = withNext.getOrDefault(user.getKey(), Set.of()).size();
            if (found != user.getValue().nexts() && !moved.contains(user.getKey())) {
                findings.add(
                        "a click after the user's first is the next of one request",
                        user.getKey() + ": " + found + " of " + user.getValue().nexts());
            }
        }
    }

    /** Different samples. */
    long samples() {
        return ids.size();
    }

    /** Samples whose history was compared. */
    long histories() {
        return histories;
    }
}
