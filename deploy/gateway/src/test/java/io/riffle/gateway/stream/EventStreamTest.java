package io.riffle.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final byte[] EVENT = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    private final Connection connection = new Connection();
    private final AtomicInteger aborted = new AtomicInteger();
    private final EventStream client = new EventStream(connection, aborted::incrementAndGet);

    @Test
    void whatIsSentBeforeTheStartGoesOutFirst() throws Exception {
        assertThat(client.send(EVENT)).isTrue();
        assertThat(connection.text()).isEmpty();
        client.start();
        client.onWritePossible();
        assertThat(connection.text()).startsWith("retry: 2000\n\n" + "xxx");
        assertThat(client.ended()).isNotDone();
    }

    @Test
    void aSlateThatPassesWhileAFollowerComesIsNotLost() throws Exception {
        Streams streams = new Streams(1);
        boolean follows =
                streams.follow(
                        "user u",
                        client,
                        () -> {
                            streams.send("user u", utf8("passing"));
                            return utf8("newest,");
                        });
        assertThat(follows).isTrue();
        client.start();
        client.onWritePossible();
        streams.send("user u", utf8(",later"));
        assertThat(connection.text()).isEqualTo("retry: 2000\n\nnewest,passing,later");
    }

    @Test
    void whoDoesNotReadIsDroppedWhenTheQueueIsFull() throws Exception {
        client.start();
        client.onWritePossible();
        connection.open = false;
        int sent = 0;
        while (client.send(EVENT)) {
            sent++;
        }
        assertThat(sent).isBetween(90, 110);
        assertThat(aborted).hasValue(1);
        assertThat(client.ended()).isDone();
        assertThat(client.send(EVENT)).isFalse();
    }

    @Test
    void whoReadsAgainGetsEverythingInOrder() throws Exception {
        client.start();
        client.onWritePossible();
        connection.open = false;
        client.send("one".getBytes(StandardCharsets.US_ASCII));
        client.send("two".getBytes(StandardCharsets.US_ASCII));
        assertThat(connection.text()).doesNotContain("one");
        connection.open = true;
        client.onWritePossible();
        assertThat(connection.text()).endsWith("onetwo");
    }

    @Test
    void thoseWhoAreGoneListenToNothing() {
        Streams streams = new Streams(1);
        assertThat(streams.add("news", client)).isTrue();
        assertThat(streams.heard("news")).isTrue();
        assertThat(streams.add("news", new EventStream(connection, () -> {}))).isFalse();
        client.onError(new IOException("gone"));
        assertThat(streams.heard("news")).isFalse();
        assertThat(streams.open()).isZero();
        assertThat(streams.add("news", new EventStream(connection, () -> {}))).isTrue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A connection that takes bytes, or does not. */
    private static final class Connection extends ServletOutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean open = true;

        private String text() {
            return taken.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public boolean isReady() {
            return open;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int b) {
            taken.write(b);
        }
    }
}
