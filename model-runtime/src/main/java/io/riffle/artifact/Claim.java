package io.riffle.artifact;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who writes a version, and since when; the file {@code claim} of its folder, the first that is
 * written. It is there for good: a number whose claimant died is never given out again.
 *
 * @param id names the claimant; the manifest repeats it
 * @param time epoch ms, by the claimant's clock
 */
public record Claim(String id, long time) {
    /** Its name in the folder of a version. */
    public static final String FILE = "claim";

    private static final int LARGEST = 256;

    /** A claim that nobody else has. */
    public static Claim fresh(long time) {
        return new Claim(UUID.randomUUID().toString(), time);
    }

    /** Content of the file. */
    public byte[] bytes() {
        return (id + " " + time + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Null when it is none: its claimant died while writing it. */
    public static @Nullable Claim of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return bytes.length <= LARGEST && text.matches("[0-9a-f-]{36} [0-9]{1,18}\n")
                ? new Claim(text.substring(0, 36), Long.parseLong(text.substring(37).strip()))
                : null;
    }
}
