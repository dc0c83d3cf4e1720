package io.riffle.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal. */
public final class Sha256 {
    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of bytes, lower-case hexadecimal. */
    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    /**
     * Of a stream that should hold so many bytes.
     *
     * @throws IOException when it holds more: nobody reads an endless one to its end
     */
    static String of(InputStream in, long length) throws IOException {
        MessageDigest digest = digest();
        byte[] chunk = new byte[1 << 16];
        long left = length;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            left -= read;
            if (left < 0) {
                throw new IOException("it goes on after its " + length + " bytes");
            }
            digest.update(chunk, 0, read);
        }
        return hex(digest);
    }
}
