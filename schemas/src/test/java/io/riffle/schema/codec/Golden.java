package io.riffle.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Released bytes: {@code golden/<type>-v<N>.bin}. With {@code -Driffle.golden.regenerate=true} the
 * file of the current version is written anew; do so only for a version that was never released.
 */
final class Golden {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /** Every released version is read as this value, and the current one is written as it was. */
    static <T> void holds(Codec<T> codec, String type, T value) {
        holds(codec, type, value, 1);
    }

    /**
     * As above, for a value that says what no version before could.
     *
     * @param first the version that could say it first
     */
    static <T> void holds(Codec<T> codec, String type, T value, int first) {
        if (Boolean.getBoolean("riffle.golden.regenerate")) {
            write(FOLDER.resolve(name(type, codec.version())), codec.toBytes(value));
        }
        for (int version = first; version <= codec.version(); version++) {
            byte[] bytes = read(name(type, version));
            assertThat(bytes[0]).isEqualTo((byte) version);
            assertThat(codec.fromBytes(bytes)).isEqualTo(value);
        }
        assertThat(codec.toBytes(value)).isEqualTo(read(name(type, codec.version())));
    }

    private static String name(String type, int version) {
        return type + "-v" + version + ".bin";
    }

    private static byte[] read(String name) {
        Path fresh = FOLDER.resolve(name);
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
            return in == null ? Files.readAllBytes(fresh) : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("No golden bytes " + name, e);
        }
    }

    private static void write(Path path, byte[] bytes) {
        try {
            Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
