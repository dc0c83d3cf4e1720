package io.riffle.gateway.http;

import java.nio.file.Path;

/**
 * What the server proves itself with.
 *
 * @param keystore PKCS12; read again when it changes
 * @param password of the key store and its key
 */
public record Tls(Path keystore, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return keystore.toString();
    }
}
