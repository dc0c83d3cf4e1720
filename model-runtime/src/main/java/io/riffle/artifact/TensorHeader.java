package io.riffle.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Head of a safetensors file: where each tensor lies. Checked in full before any tensor is
 * allocated, so that a lying head costs nothing.
 */
final class TensorHeader {
    private static final int LARGEST = 16 << 20;

    private TensorHeader() {}

    /**
     * One tensor of the file.
     *
     * @param begin first byte, counted after the head
     */
    record Place(String name, Kind kind, long[] shape, long begin, long end) {
        int size() {
            return Math.toIntExact(Tensor.size(shape));
        }
    }

    /** What the store reads: weights, serving copies of weights, row numbers. */
    enum Kind {
        F32(4),
        F16(2),
        I32(4);

        final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * Reads the head; the stream then stands at the first tensor.
     *
     * @param length bytes of the whole file
     * @return tensors in file order; they cover the rest of the file without gap or overlap
     */
    static List<Place> read(DataInputStream in, long length, String file) throws IOException {
        if (length < Long.BYTES) {
            throw ModelException.wrong("length", length, file, "be at least 8 bytes");
        }
        long size = Long.reverseBytes(in.readLong());
        if (size < 2 || size > LARGEST || size > length - Long.BYTES) {
            throw ModelException.wrong(
                    "header length",
                    Long.toUnsignedString(size),
                    file,
                    "lie between 2 and " + Math.min(LARGEST, length - Long.BYTES));
        }
        byte[] head = in.readNBytes((int) size);
        if (head.length < size) {
            throw new EOFException("it ends inside its head");
        }
        JsonNode node;
        try {
            node = Json.STRICT.readTree(head);
        } catch (IOException e) {
            throw new ModelException("The head of " + file + " must be JSON: " + e.getMessage(), e);
        }
        if (node == null || !node.isObject()) {
            throw ModelException.wrong("head", "no object", file, "be a JSON object");
        }
        List<Place> places = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                places.add(place(field.getKey(), field.getValue(), file));
            }
        }
        places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
        cover(places, length - Long.BYTES - size, file);
        return places;
    }

    private static Place place(String name, JsonNode node, String file) {
        String owner = "the tensor " + name + " of " + file;
        String type = node.path("dtype").asText();
        Kind kind =
                switch (type) {
                    case "F32" -> Kind.F32;
                    case "F16" -> Kind.F16;
                    case "I32" -> Kind.I32;
                    default ->
                            throw ModelException.wrong("dtype", type, owner, "be F32, F16 or I32");
                };
        long[] shape = wholes(node.path("shape"), "shape", owner);
        long[] offsets = wholes(node.path("data_offsets"), "data_offsets", owner);
        long size;
        try {
            size = Math.multiplyExact(Tensor.size(shape), kind.bytes);
        } catch (ArithmeticException e) {
            throw ModelException.wrong("shape", Arrays.toString(shape), owner, "be countable");
        }
        if (offsets.length != 2 || offsets[1] - offsets[0] != size) {
            throw ModelException.wrong(
                    "data_offsets", Arrays.toString(offsets), owner, "span " + size + " bytes");
        }
        if (size / kind.bytes > Integer.MAX_VALUE - 8) {
            throw ModelException.wrong(
                    "shape", Arrays.toString(shape), owner, "hold fewer than 2^31 values");
        }
        return new Place(name, kind, shape, offsets[0], offsets[1]);
    }

    private static void cover(List<Place> places, long bytes, String file) {
        long end = 0;
        for (Place place : places) {
            if (place.begin() != end) {
                throw ModelException.wrong(
                        "data_offsets",
                        place.begin() + "…" + place.end(),
                        "the tensor " + place.name() + " of " + file,
                        "begin at " + end + ": no gap, no overlap");
            }
            end = place.end();
        }
        if (end != bytes) {
            throw ModelException.wrong(
                    "tensors", end + " bytes", file, "fill the file: " + bytes + " bytes");
        }
    }

    private static long[] wholes(JsonNode list, String key, String owner) {
        if (!list.isArray() || list.size() > 8) {
            throw ModelException.wrong(key, list.getNodeType(), owner, "be a short list");
        }
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = list.get(i);
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw ModelException.wrong(key, value, owner, "hold whole numbers");
            }
            values[i] = value.longValue();
        }
        return values;
    }
}
