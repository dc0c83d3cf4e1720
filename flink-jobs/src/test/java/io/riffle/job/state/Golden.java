package io.riffle.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.codec.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares bytes with those of the release: today's codec writes them, and still reads them. {@code
 * -Driffle.golden.regenerate=true} writes them anew.
 */
final class Golden {

    private Golden() {}

    static <T> void holds(Codec<T> codec, String name, T value) {
        byte[] golden = bytes(name + "-v" + codec.version() + ".bin", codec.toBytes(value));

        assertThat(codec.toBytes(value)).isEqualTo(golden);
        // Values with arrays have no equals of their own: what was read is compared as bytes.
        assertThat(codec.toBytes(codec.fromBytes(golden))).isEqualTo(golden);
    }

    /** The released bytes of this name. */
    static byte[] bytes(String file, byte[] today) {
        try {
            if (Boolean.getBoolean("riffle.golden.regenerate")) {
                Files.write(Path.of("src/test/resources/golden", file), today);
                return today;
            }
            try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
                assertThat(in).as("the golden file " + file).isNotNull();
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
