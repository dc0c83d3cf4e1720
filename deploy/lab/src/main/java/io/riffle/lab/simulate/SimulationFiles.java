package io.riffle.lab.simulate;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.riffle.lab.lists.ListSimulation;
import io.riffle.lab.lists.SimulatedList;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import io.riffle.training.lists.ListSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes simulated worlds as the data files every command reads: {@code events.csv.gz} or {@code
 * lists.csv.gz}, {@code items.csv}, {@code users.csv}.
 */
public final class SimulationFiles {
    private static final int PROGRESS_EVERY = 10_000;

    private final Path folder;
    private final LongConsumer progress;

    /**
     * @param folder made when it is not there; files in it are replaced once the new ones are whole
     * @param progress told the number of rows written, now and then
     */
    public SimulationFiles(Path folder, LongConsumer progress) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.progress = progress;
    }

    /** Writes the next {@code count} clicks and the world they happen in. */
    public void write(Simulation simulation, long count) throws IOException {
        write(simulation, simulation::next, count);
    }

    /**
     * Writes the next {@code count} events and the world they happen in.
     *
     * @param events of the simulation, and what else there is
     */
    public void write(Simulation simulation, Supplier<ClickEvent> events, long count)
            throws IOException {
        try (FileSet files = new FileSet(folder)) {
            writeItems(files, simulation.items());
            writeUsers(files, simulation.users());
            writeEvents(files, events, count);
            files.keep();
        }
    }

    private void writeEvents(FileSet files, Supplier<ClickEvent> events, long count)
            throws IOException {
        try (CsvWriter csv = files.open("events.csv.gz")) {
            csv.writeRecord("user_id", "item_id", "timestamp_seconds", "event_type", "event_id");
            for (long n = 1; n <= count; n++) {
                ClickEvent event = events.get();
                csv.writeRecord(
                        event.userId(),
                        event.itemId(),
                        Long.toString(Math.floorDiv(event.eventTime(), 1000L)),
                        event.action().name().toLowerCase(Locale.ROOT),
                        event.eventId());
                report(n, count);
            }
        }
    }

    /** Writes the next {@code count} lists and the world they happen in. */
    public void write(ListSimulation simulation, long count) throws IOException {
        try (FileSet files = new FileSet(folder)) {
            writeItems(files, simulation.world().items());
            writeUsers(files, simulation.world().users());
            writeLists(files, simulation, count);
            files.keep();
        }
    }

    private void writeLists(FileSet files, ListSimulation simulation, long count)
            throws IOException {
        try (CsvWriter csv = files.open("lists.csv.gz")) {
            csv.writeRecord(
                    "list_id",
                    "user_id",
                    "timestamp_seconds",
                    "history",
                    "candidates",
                    "clicks",
                    "scores",
                    "positions",
                    "propensities",
                    "utility");
            for (long n = 1; n <= count; n++) {
                SimulatedList list = simulation.next();
                ListSample sample = list.sample();
                csv.writeRecord(
                        sample.listId(),
                        sample.userId(),
                        Long.toString(sample.seconds()),
                        String.join(" ", sample.history()),
                        String.join(" ", sample.candidates()),
                        IntStream.range(0, sample.size())
                                .mapToObj(i -> sample.labels()[i] > 0 ? "1" : "0")
                                .collect(Collectors.joining(" ")),
                        joined(sample.scores()),
                        Arrays.stream(sample.positions())
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(" ")),
                        joined(sample.propensities()),
                        joined(list.attractions()));
                report(n, count);
            }
        }
    }

    private static void writeItems(FileSet files, List<Item> items) throws IOException {
        try (CsvWriter csv = files.open("items.csv")) {
            csv.writeRecord("item_id", "title", "category", "created_seconds");
            for (Item item : items) {
                csv.writeRecord(
                        item.itemId(),
                        item.title(),
                        String.join("|", item.categories()),
                        Long.toString(Math.floorDiv(item.createdTime(), 1000L)));
            }
        }
    }

    private static void writeUsers(FileSet files, List<UserProfile> users) throws IOException {
        TreeSet<String> columns = new TreeSet<>();
        users.forEach(user -> columns.addAll(user.attributes().keySet()));
        try (CsvWriter csv = files.open("users.csv")) {
            String[] row = new String[columns.size() + 1];
            row[0] = "user_id";
            int at = 1;
            for (String column : columns) {
                row[at++] = column;
            }
            csv.writeRecord(row);
            for (UserProfile user : users) {
                row[0] = user.userId();
                at = 1;
                for (String column : columns) {
                    row[at++] = user.attributes().getOrDefault(column, "");
                }
                csv.writeRecord(row);
            }
        }
    }

    private void report(long n, long count) {
        if (n % PROGRESS_EVERY == 0 || n == count) {
            progress.accept(n);
        }
    }

    private static String joined(float[] numbers) {
        StringBuilder text = new StringBuilder();
        for (float number : numbers) {
            text.append(text.isEmpty() ? "" : " ").append(number);
        }
        return text.toString();
    }
}
