package io.riffle.artifact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Item ids by row and rows by item id; {@code items.jsonl}.
 *
 * <p>Row 0 is padding and has no id. Immutable. A million items cost a table of indices beside the
 * ids themselves, not a node each.
 */
public final class Vocabulary {
    private static final int LONGEST_ID = 256;
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_ROWS = 1 << 28;

    private final String[] ids;
    private final int[] table; // open addressing: row, or 0 where free
    private final int mask;

    private Vocabulary(String[] ids, String owner) {
        if (ids.length > MOST_ROWS) {
            throw ModelException.wrong(
                    "number of item rows", ids.length, owner, "be at most " + MOST_ROWS);
        }
        this.ids = ids;
        int capacity = Integer.highestOneBit(Math.max(4, ids.length)) << 2;
        this.table = new int[capacity];
        this.mask = capacity - 1;
        for (int row = 1; row < ids.length; row++) {
            int slot = slot(ids[row]);
            if (table[slot] != 0) {
                throw ModelException.wrong(
                        "item_id",
                        ids[row],
                        "row " + row + " of " + owner,
                        "be there once; row " + table[slot] + " has it too");
            }
            table[slot] = row;
        }
    }

    /**
     * Numbers items from 1 in the order given.
     *
     * @param itemIds id of row 1, of row 2, …
     * @throws ModelException when an id is empty, too long or there twice
     */
    public static Vocabulary of(List<String> itemIds) {
        String[] ids = new String[itemIds.size() + 1];
        ids[0] = "";
        for (int row = 1; row < ids.length; row++) {
            ids[row] = checked(itemIds.get(row - 1), row, "the vocabulary");
        }
        return new Vocabulary(ids, "the vocabulary");
    }

    /** Rows, padding included. */
    public int rows() {
        return ids.length;
    }

    /** Id of a row from 1. */
    public String itemId(int row) {
        return ids[row];
    }

    /** Row of an item, 0 when the vocabulary does not have it. */
    public int row(String itemId) {
        return table[slot(itemId)];
    }

    /** Ids of rows 1, 2, … */
    public List<String> itemIds() {
        return Collections.unmodifiableList(Arrays.asList(ids).subList(1, ids.length));
    }

    /** Writes the lines of rows from {@code firstRow} on. */
    void write(OutputStream out, int firstRow) throws IOException {
        try (JsonGenerator json = Json.STRICT.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(null);
            for (int row = firstRow; row < ids.length; row++) {
                json.writeStartObject();
                json.writeNumberField("row", row);
                json.writeStringField("item_id", ids[row]);
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    }

    /**
     * Reads {@code items.jsonl}: one line per row, rising by one.
     *
     * @param base ids known before this file; empty for a snapshot
     * @param rows how many rows there must be in the end, padding included
     */
    static Vocabulary read(InputStream in, List<String> base, int rows, String file)
            throws IOException {
        // Grows with what is really there: the promised number may be a lie.
        List<String> ids = new ArrayList<>(base);
        byte[] line = new byte[LONGEST_LINE];
        int length = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                add(ids, line, length, rows, file);
                length = 0;
            } else if (length == LONGEST_LINE) {
                throw ModelException.wrong(
                        "line of row " + (ids.size() + 1),
                        LONGEST_LINE + " bytes and more",
                        file,
                        "hold at most " + LONGEST_LINE + " bytes");
            } else {
                line[length++] = (byte) next;
            }
        }
        if (length > 0) {
            add(ids, line, length, rows, file);
        }
        if (ids.size() + 1 != rows) {
            throw ModelException.wrong(
                    "number of item rows", ids.size() + 1, file, "be the config's: " + rows);
        }
        String[] all = new String[rows];
        all[0] = "";
        for (int row = 1; row < rows; row++) {
            all[row] = ids.get(row - 1);
        }
        return new Vocabulary(all, file);
    }

    private static void add(List<String> ids, byte[] line, int length, int rows, String file) {
        int row = ids.size() + 1;
        if (row >= rows) {
            throw ModelException.wrong(
                    "number of item rows", "more", file, "be the config's: " + rows);
        }
        JsonNode node;
        try {
            node = Json.STRICT.readTree(line, 0, length);
        } catch (IOException e) {
            throw new ModelException(
                    "The line of row " + row + " of " + file + " must be JSON: " + e.getMessage(),
                    e);
        }
        if (!node.path("row").isIntegralNumber() || node.path("row").asLong() != row) {
            throw ModelException.wrong(
                    "row", node.path("row"), file, "be " + row + ": rows rise by one");
        }
        if (!node.path("item_id").isTextual()) {
            throw ModelException.wrong(
                    "item_id", node.path("item_id"), "row " + row + " of " + file, "be text");
        }
        ids.add(checked(node.get("item_id").textValue(), row, file));
    }

    private static String checked(String id, int row, String owner) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0
                || bytes.length > LONGEST_ID
                || !new String(bytes, StandardCharsets.UTF_8).equals(id)) {
            throw ModelException.wrong(
                    "item_id",
                    id.substring(0, Math.min(id.length(), 40)),
                    "row " + row + " of " + owner,
                    "be 1 to " + LONGEST_ID + " bytes of UTF-8");
        }
        return id;
    }

    private int slot(String id) {
        int hash = id.hashCode() * 0x9E3779B9;
        int slot = (hash ^ (hash >>> 15)) & mask;
        while (table[slot] != 0 && !ids[table[slot]].equals(id)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }
}
