package io.riffle.cli.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.console.OutputFile;
import io.riffle.training.lists.ListSample;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Slates of rankings as lines of JSON, so that others may score them by a truth of their own:
 * {@code {"list_id":"l1","ranker":"student","seed":1,"items":["i3","i1"]}}, best item first, of at
 * most ten. {@code seed} counts the trainings of a ranker from 1; what is not trained has one.
 *
 * <p><b>Errors</b>: {@link CommandException} when the file cannot be made, written or finished.
 */
final class RankingFile implements AutoCloseable {
    private final @Nullable Path file;
    private final @Nullable OutputFile output;
    private final Writer writer;

    private RankingFile(@Nullable Path file, @Nullable OutputFile output, Writer writer) {
        this.file = file;
        this.output = output;
        this.writer = writer;
    }

    /**
     * Begins the file, so that one that cannot be written is known before any work.
     *
     * @param file gzip by extension; null for none, and nothing is kept
     */
    static RankingFile open(@Nullable Path file) {
        if (file == null) {
            return new RankingFile(null, null, Writer.nullWriter());
        }
        try {
            OutputFile output = OutputFile.open(file);
            OutputStream bytes = output.bytes();
            return new RankingFile(
                    file,
                    output,
                    new BufferedWriter(
                            new OutputStreamWriter(
                                    file.toString().endsWith(".gz")
                                            ? new GZIPOutputStream(bytes)
                                            : bytes,
                                    StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    /** Writes the first items of an order of a list's candidates. */
    void write(String ranker, int seed, ListSample list, int[] order) {
        if (file == null) {
            return;
        }
        ObjectNode line = JsonLine.object();
        line.put("list_id", list.listId());
        line.put("ranker", ranker);
        line.put("seed", seed);
        ArrayNode items = line.putArray("items");
        for (int t = 0; t < Math.min(EvaluateLists.SLATE, order.length); t++) {
            items.add(list.candidates()[order[t]]);
        }
        try {
            writer.write(JsonLine.line(line));
            writer.write('\n');
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    /** Every slate is written: the file takes the place of the one that was there. */
    void keep() {
        try {
            writer.close();
            if (output != null) {
                output.keep();
            }
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    @Override
    public void close() {
        if (output != null) {
            try (output) {
                writer.close();
            } catch (IOException e) {
                throw broken(file, e);
            }
        }
    }

    private static CommandException broken(@Nullable Path file, IOException e) {
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return new CommandException(
                "The file ("
                        + file
                        + ") of --rankings must be writable"
                        + (reason == null ? "" : ": " + reason)
                        + ".\nMaybe its folder does not exist, or is full.",
                e);
    }
}
