package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.JsonLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@link UsersBench} measured. */
public final class UsersFigures {

    private final int users;
    private final int each;
    private final int parallelism;
    private final PastClicks.Stored stored;
    private final KeptState kept;
    private final List<BenchPhase> phases;

    UsersFigures(
            int users,
            int each,
            int parallelism,
            PastClicks.Stored stored,
            KeptState kept,
            List<BenchPhase> phases) {
        this.users = users;
        this.each = each;
        this.parallelism = parallelism;
        this.stored = stored;
        this.kept = kept;
        this.phases = List.copyOf(phases);
    }

    /** Whether every click after the restart was answered. */
    public boolean balanced() {
        return phases.stream().allMatch(phase -> phase.summary().balanced());
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%,d users with %d clicks each, %d subtasks",
                        users,
                        each,
                        parallelism));
        lines.add(stored.line());
        lines.add(
                kept.line()
                        + String.format(
                                Locale.ROOT, "; %.0f bytes a user", (double) kept.bytes() / users));
        phases.forEach(phase -> lines.addAll(phase.lines()));
        return lines;
    }

    /** For a program. */
    public ObjectNode toJson() {
        ObjectNode line =
                JsonLine.object()
                        .put("users", users)
                        .put("clicks_each", each)
                        .put("parallelism", parallelism);
        line.set("stored", stored.toJson());
        line.set("state", kept.toJson());
        ArrayNode list = line.putArray("phases");
        phases.forEach(phase -> list.add(phase.toJson()));
        return line;
    }
}
