package io.riffle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with a file of events and a store, the offline commands on them, and what they say. */
final class OfflineRun {
    static final String HEADER = "user_id,item_id,timestamp_seconds\n";

    private final Path folder;
    private final Terminal terminal = new Terminal();
    private final Path events;

    OfflineRun(Path folder) throws IOException {
        this.folder = folder;
        this.events = write("events.csv", HEADER + walks(12, 10, 8));
    }

    Terminal terminal() {
        return terminal;
    }

    Path events() {
        return events;
    }

    /** Where the models are. */
    String store() {
        return folder.resolve("store").toString();
    }

    /** Trains the smallest of backbones; the exit code. */
    int pretrain(Path file, String... more) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("pretrain", "--events", file.toString(), "--out", store()));
        all.addAll(List.of("--width", "8", "--layers", "1", "--ffn-width", "8"));
        all.addAll(List.of("--max-history", "20", "--device", "cpu"));
        all.addAll(List.of(more));
        if (!all.contains("--reranker-lists")) {
            all.addAll(List.of("--reranker-lists", "5"));
        }
        if (!all.contains("--epochs")) {
            all.addAll(List.of("--epochs", "1"));
        }
        return terminal.run(all.toArray(String[]::new));
    }

    /** Evaluates what was trained; the exit code. */
    int evaluate(Path file, String... more) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("evaluate", "--events", file.toString(), "--model", store()));
        all.addAll(List.of(more));
        return terminal.run(all.toArray(String[]::new));
    }

    /** Writes a file beside the events. */
    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Rows of users who walk along the items, each from another one on. */
    static String walks(int users, int items, int length) {
        StringBuilder rows = new StringBuilder();
        for (int u = 0; u < users; u++) {
            for (int i = 0; i < length; i++) {
                rows.append("u").append(u).append(",i").append((u + i) % items);
                rows.append(',').append(1_600_000_000L + 60L * i).append('\n');
            }
        }
        return rows.toString();
    }
}
