package io.riffle.training.pretraining;

import io.riffle.training.dataset.Interactions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/** A hash of what training data say: the first 128 bits of SHA-256. */
final class Fingerprint {
    private static final int HASH_BYTES = 16;

    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);
    private final MessageDigest digest;

    private Fingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    /** In 32 hex digits: of equal interactions the same, of others another. */
    static String of(Interactions interactions) {
        return of(
                all -> {
                    interactions.itemIds().forEach(all::text);
                    for (int u = 0; u < interactions.users(); u++) {
                        all.text(interactions.userId(u));
                        all.number(interactions.end(u) - interactions.begin(u));
                    }
                    for (int event = 0; event < interactions.size(); event++) {
                        all.number(interactions.row(event));
                        all.number(interactions.seconds(event));
                        if (interactions.weight(event) != 1) {
                            all.number(Float.floatToIntBits(interactions.weight(event)));
                        }
                    }
                });
    }

    private static String of(Consumer<Fingerprint> writing) {
        try {
            Fingerprint all = new Fingerprint(MessageDigest.getInstance("SHA-256"));
            writing.accept(all);
            all.flush();
            return HexFormat.of().formatHex(Arrays.copyOf(all.digest.digest(), HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Adds a text with its length in front. */
    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        flush();
        digest.update(bytes);
    }

    void number(long number) {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(number);
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }
}
