package io.riffle.schema.wire;

import static io.riffle.schema.SizeLimits.LETTER_HEADER_BYTES;
import static io.riffle.schema.SizeLimits.LETTER_START;
import static io.riffle.schema.SizeLimits.LETTER_VALUE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Ids;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of clicks, good and bad, and what a decoder of usual limits makes of them. */
final class RawClicks {
    static final long NOW = 1_700_000_000_000L;
    static final String JSON = "application/json";

    /** A valid click as JSON, without its closing brace. */
    static final String CLICK =
            "{\"event_id\":\"e\",\"user_id\":\"u\",\"item_id\":\"i\",\"event_time\":1700000000000";

    static final ClickDecoder DECODER =
            new ClickDecoder(ClickDecoder.MAX_CLICK_BYTES, Duration.ofMinutes(5));

    private RawClicks() {}

    static DeadLetter assertRejected(RawRecord record, DeadLetter.Reason reason) {
        Decoded decoded = DECODER.decode(record);
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        DeadLetter letter = ((Decoded.Rejected) decoded).deadLetter();
        assertThat(letter.reason()).isEqualTo(reason);
        byte[] value = record.value() == null ? new byte[0] : record.value();
        List<Map.Entry<String, byte[]>> headers =
                record.headers().stream()
                        .filter(header -> header.getValue().length < LETTER_HEADER_BYTES)
                        .toList();
        int held = value.length <= LETTER_VALUE ? value.length : LETTER_START;
        assertThat(letter)
                .isEqualTo(
                        new DeadLetter(
                                "click-events",
                                3,
                                17,
                                reason,
                                letter.message(),
                                bytes("u"),
                                Arrays.copyOf(value, held),
                                headers,
                                NOW,
                                new DeadLetter.Original(
                                        1,
                                        value.length,
                                        Ids.sha256Hex(value),
                                        record.headers().size() - headers.size())));
        assertThat(letter.message()).isNotBlank().hasSizeLessThan(420);
        return letter;
    }

    static ClickEvent click(RawRecord record) {
        Decoded decoded = DECODER.decode(record);
        assertThat(decoded).isInstanceOf(Decoded.Click.class);
        return ((Decoded.Click) decoded).event();
    }

    static ClickEvent json(String text) {
        return click(record(bytes(text), header("content-type", JSON)));
    }

    static RawRecord record(byte @Nullable [] value) {
        return new RawRecord("click-events", 3, 17, NOW, bytes("u"), value, List.of());
    }

    static RawRecord record(byte[] value, Map.Entry<String, byte[]> header) {
        return new RawRecord("click-events", 3, 17, NOW, bytes("u"), value, List.of(header));
    }

    static Map.Entry<String, byte[]> header(String name, String value) {
        return Map.entry(name, bytes(value));
    }

    static io.riffle.schema.v1.ClickEvent.Builder valid() {
        return io.riffle.schema.v1.ClickEvent.newBuilder()
                .setEventId("e")
                .setUserId("u")
                .setItemId("i")
                .setEventTime(NOW);
    }

    static byte[] protobuf(io.riffle.schema.v1.ClickEvent.Builder click) {
        return click.build().toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String tenKb() {
        return "x".repeat(10_000);
    }
}
