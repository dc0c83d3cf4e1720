package io.riffle.artifact.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Safetensors;
import io.riffle.artifact.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads of a weights file that no writer of ours made: refused, or read where they are lawful. */
class SafetensorsHeadTest {

    @TempDir Path root;
    private StoredBackbone stored;
    private ModelStore store;

    @BeforeEach
    void open() {
        stored = new StoredBackbone(root);
        store = stored.store();
    }

    @Test
    void hostileHeadsAreRefused() throws IOException {
        stored.put();
        stored.rewrite("weights.safetensors", head(Long.MAX_VALUE, "{}"));
        refuses("header length");
        stored.rewrite("weights.safetensors", head(-1, "{}"));
        refuses("header length");
        stored.rewrite("weights.safetensors", new byte[] {1, 2, 3});
        refuses("weights.safetensors", "must be at least 8 bytes");
        refusesHead(
                place("a", "[1]", "0,4") + "," + place("b", "[2]", "0,8"), "no gap, no overlap");
        refusesHead(place("a", "[4]", "4,20"), "no gap, no overlap");
        refusesHead(place("a", "[1]", "0,4"), "must fill the file");
        refusesHead(place("a", "[4]", "0,8"), "must span 16 bytes");
        refusesHead(place("a", "[4611686018427387904,4]", "0,16"), "must be countable");
        refusesHead(place("a", "[-4]", "0,16"), "must hold whole numbers");
        refusesHead(place("a", "[4]", "0,16") + "," + place("a", "[4]", "0,16"), "must be JSON");
        refusesHead("\"a\":" + "[".repeat(5000), "must be JSON");
        refusesHead("\"a\":{\"dtype\":\"BF16\",\"shape\":[8],\"data_offsets\":[0,16]}", "dtype");
        refusesHead("\"a\":7", "dtype");
    }

    @Test
    void halfPrecisionCopiesAreRead() throws IOException {
        stored.put();
        Map<String, Tensor> tensors = StoredBackbone.tensors(StoredBackbone.CONFIG, 1);
        tensors.remove("layers.0.time_scale");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Safetensors(tensors, Map.of()).write(out);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int size = (int) file.getLong(0);
        long end = file.capacity() - 8L - size;
        String head = new String(file.array(), 8, size, StandardCharsets.UTF_8).trim();
        head =
                head.substring(0, head.length() - 1)
                        + ",\"layers.0.time_scale\":{\"dtype\":\"F16\",\"shape\":[1],"
                        + "\"data_offsets\":["
                        + end
                        + ","
                        + (end + 2)
                        + "]}}";
        ByteArrayOutputStream half = new ByteArrayOutputStream();
        half.write(head(head.length(), head));
        half.write(file.array(), 8 + size, (int) end);
        half.write(new byte[] {0x00, (byte) 0xb8}); // -0.5
        stored.rewrite("weights.safetensors", half.toByteArray());
        LoadedModel model = store.get("backbone", 1);
        assertThat(model.weights().get("layers.0.time_scale")).containsExactly(-0.5f);
    }

    private void refusesHead(String fields, String... parts) throws IOException {
        String head = "{" + fields + "}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head(head.length(), head));
        out.write(new byte[16]);
        stored.rewrite("weights.safetensors", out.toByteArray());
        refuses(parts);
    }

    private void refuses(String... parts) {
        var thrown =
                assertThatThrownBy(() -> store.get("backbone", 1))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining(root.toString());
        for (String part : parts) {
            thrown.hasMessageContaining(part);
        }
    }

    private static String place(String name, String shape, String offsets) {
        return "\""
                + name
                + "\":{\"dtype\":\"F32\",\"shape\":"
                + shape
                + ",\"data_offsets\":["
                + offsets
                + "]}";
    }

    private static byte[] head(long length, String head) {
        byte[] text = head.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }
}
