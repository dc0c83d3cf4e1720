package io.riffle.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.codec.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares bytes with those of the releases: today's codec writes those of its version, and reads
 * all. {@code -Driffle.golden.regenerate=true} writes today's anew.
 */
final class Golden {

    private Golden() {}

    static <T> void holds(Codec<T> codec, String name, T value) {
        holds(codec, name, value, 1);
    }

    /**
     * As above, for a value that says what no version before could.
     *
     * @param first the version that could say it first
     */
    static <T> void holds(Codec<T> codec, String name, T value, int first) {
        byte[] golden = bytes(file(name, codec.version()), codec.toBytes(value));

        assertThat(codec.toBytes(value)).isEqualTo(golden);
        // Values with arrays have no equals of their own: what was read is compared as bytes.
        assertThat(codec.toBytes(codec.fromBytes(golden))).isEqualTo(golden);
        for (int version = first; version < codec.version(); version++) {
            byte[] released = released(file(name, version));
            assertThat(released[0]).isEqualTo((byte) version);
            assertThat(codec.toBytes(codec.fromBytes(released))).isEqualTo(golden);
        }
    }

    /** The released bytes of this name. */
    static byte[] bytes(String file, byte[] today) {
        if (!Boolean.getBoolean("riffle.golden.regenerate")) {
            return released(file);
        }
        try {
            Files.write(Path.of("src/test/resources/golden", file), today);
            return today;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] released(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            assertThat(in).as("the golden file " + file).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(String name, int version) {
        return name + "-v" + version + ".bin";
    }
}
