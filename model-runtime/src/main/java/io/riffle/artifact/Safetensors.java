package io.riffle.artifact;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tensors of one safetensors file: 8 bytes of head length, a JSON head, then the values, all
 * little-endian. Weights are float32 (float16 is read, for serving copies); row numbers are int32.
 *
 * @param tensors weights by name
 * @param rows row numbers by name
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, int[]> rows) {
    private static final int CHUNK = 1 << 16;

    /** Refuses a head before anything of its promised size is allocated. */
    @FunctionalInterface
    interface Expectation {
        void check(Map<String, long[]> shapes);
    }

    /**
     * Reads a whole file.
     *
     * @param length bytes of the file
     * @param expectation sees all names and shapes before any value is read
     * @param file names it in errors
     * @throws ModelException when the file breaks a rule
     */
    static Safetensors read(InputStream in, long length, Expectation expectation, String file)
            throws IOException {
        DataInputStream data = new DataInputStream(in);
        var places = TensorHeader.read(data, length, file);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        places.forEach(place -> shapes.put(place.name(), place.shape()));
        expectation.check(shapes);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, int[]> rows = new LinkedHashMap<>();
        byte[] chunk = new byte[CHUNK];
        for (TensorHeader.Place place : places) {
            if (place.kind() == TensorHeader.Kind.I32) {
                rows.put(place.name(), whole(data, chunk, place));
            } else {
                tensors.put(
                        place.name(), new Tensor(place.shape(), real(data, chunk, place, file)));
            }
        }
        return new Safetensors(tensors, rows);
    }

    /** Writes the file; leaves the stream open. */
    public void write(OutputStream out) throws IOException {
        byte[] head = head();
        ByteBuffer size = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(size.putLong(head.length).array());
        out.write(head);
        byte[] bytes = new byte[CHUNK];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int[] values : rows.values()) {
            for (int value : values) {
                drain(chunk, bytes, out, Integer.BYTES);
                chunk.putInt(value);
            }
        }
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.data()) {
                drain(chunk, bytes, out, Float.BYTES);
                chunk.putFloat(value);
            }
        }
        drain(chunk, bytes, out, CHUNK);
    }

    private byte[] head() {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        long end = 0;
        for (Map.Entry<String, int[]> entry : rows.entrySet()) {
            long[] shape = {entry.getValue().length};
            end = describe(head.putObject(entry.getKey()), "I32", shape, end);
        }
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            end = describe(head.putObject(entry.getKey()), "F32", entry.getValue().shape(), end);
        }
        // Padded with spaces: the values start at a multiple of eight.
        String text = head.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }

    private static long describe(ObjectNode node, String type, long[] shape, long begin) {
        long end = begin + 4 * Tensor.size(shape);
        node.put("dtype", type);
        var dimensions = node.putArray("shape");
        for (long dimension : shape) {
            dimensions.add(dimension);
        }
        node.putArray("data_offsets").add(begin).add(end);
        return end;
    }

    private static void drain(ByteBuffer chunk, byte[] bytes, OutputStream out, int wanted)
            throws IOException {
        if (chunk.remaining() < wanted) {
            out.write(bytes, 0, chunk.position());
            chunk.clear();
        }
    }

    private static int[] whole(InputStream in, byte[] chunk, TensorHeader.Place place)
            throws IOException {
        int[] values = new int[place.size()];
        ByteBuffer view = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; ) {
            int count = Math.min(CHUNK / Integer.BYTES, values.length - from);
            fill(in, chunk, count * Integer.BYTES);
            view.asIntBuffer().get(values, from, count);
            from += count;
        }
        return values;
    }

    private static float[] real(InputStream in, byte[] chunk, TensorHeader.Place place, String file)
            throws IOException {
        float[] values = new float[place.size()];
        boolean half = place.kind() == TensorHeader.Kind.F16;
        int width = place.kind().bytes;
        ByteBuffer view = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; ) {
            int count = Math.min(CHUNK / width, values.length - from);
            fill(in, chunk, count * width);
            for (int i = 0; i < count; i++, from++) {
                values[from] = half ? widen(view.getShort(2 * i)) : view.getFloat(4 * i);
                if (!Float.isFinite(values[from])) {
                    throw ModelException.wrong(
                            ModelException.Reason.NON_FINITE,
                            "value " + from,
                            values[from],
                            "the tensor " + place.name() + " of " + file,
                            "be finite");
                }
            }
        }
        return values;
    }

    private static void fill(InputStream in, byte[] chunk, int bytes) throws IOException {
        if (in.readNBytes(chunk, 0, bytes) < bytes) {
            throw new EOFException("it ends inside a tensor");
        }
    }

    /** IEEE 754 binary16 to binary32; exact. */
    private static float widen(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int bits = exponent == 31 ? 0x7f800000 : (exponent + 112) << 23;
        return Float.intBitsToFloat(sign | bits | fraction << 13);
    }
}
