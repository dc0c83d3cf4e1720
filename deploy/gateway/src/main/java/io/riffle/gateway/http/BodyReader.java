package io.riffle.gateway.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.util.concurrent.CompletableFuture;

/** Gathers one body as it comes, up to a bound. The container calls one method at a time. */
final class BodyReader implements ReadListener {

    private final ServletInputStream in;
    private final int most;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final byte[] part = new byte[8 << 10];

    /** A body that went on beyond the bound. */
    static final class TooLongException extends IOException {
        @Serial private static final long serialVersionUID = 1L;
    }

    BodyReader(ServletInputStream in, int most) {
        this.in = in;
        this.most = most;
    }

    CompletableFuture<byte[]> start() {
        in.setReadListener(this);
        return whole;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!whole.isDone() && in.isReady()) {
            int read = in.read(part);
            if (read < 0) {
                return;
            }
            if (body.size() + read > most) {
                whole.completeExceptionally(new TooLongException());
                return;
            }
            body.write(part, 0, read);
        }
    }

    @Override
    public void onAllDataRead() {
        whole.complete(body.toByteArray());
    }

    @Override
    public void onError(Throwable t) {
        whole.completeExceptionally(t);
    }
}
