package io.riffle.schema.wire;

import static io.riffle.schema.DeadLetter.Reason.BAD_TIME;
import static io.riffle.schema.DeadLetter.Reason.EMPTY;
import static io.riffle.schema.DeadLetter.Reason.FUTURE_TIME;
import static io.riffle.schema.DeadLetter.Reason.ID_TOO_LONG;
import static io.riffle.schema.DeadLetter.Reason.MISSING_ID;
import static io.riffle.schema.DeadLetter.Reason.TOO_LARGE;
import static io.riffle.schema.DeadLetter.Reason.UNKNOWN_ACTION;
import static io.riffle.schema.DeadLetter.Reason.UNPARSEABLE;
import static io.riffle.schema.wire.RawClicks.CLICK;
import static io.riffle.schema.wire.RawClicks.DECODER;
import static io.riffle.schema.wire.RawClicks.JSON;
import static io.riffle.schema.wire.RawClicks.NOW;
import static io.riffle.schema.wire.RawClicks.assertRejected;
import static io.riffle.schema.wire.RawClicks.bytes;
import static io.riffle.schema.wire.RawClicks.click;
import static io.riffle.schema.wire.RawClicks.header;
import static io.riffle.schema.wire.RawClicks.json;
import static io.riffle.schema.wire.RawClicks.protobuf;
import static io.riffle.schema.wire.RawClicks.record;
import static io.riffle.schema.wire.RawClicks.tenKb;
import static io.riffle.schema.wire.RawClicks.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.DeadLetter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileClickTest {
    static Stream<Arguments> hostileProtobuf() {
        byte[] click = valid().build().toByteArray();
        return Stream.of(
                Arguments.of("null value", EMPTY, null),
                Arguments.of("empty value", EMPTY, new byte[0]),
                Arguments.of("2 MiB", TOO_LARGE, new byte[2 << 20]),
                Arguments.of("one byte too many", TOO_LARGE, new byte[(1 << 20) + 1]),
                Arguments.of("truncated", UNPARSEABLE, Arrays.copyOf(click, click.length - 3)),
                Arguments.of("invalid UTF-8", UNPARSEABLE, new byte[] {10, 2, (byte) 0xC3, 40}),
                Arguments.of("JSON without its header", UNPARSEABLE, bytes(CLICK + "}")),
                Arguments.of("endless varint", UNPARSEABLE, filled(100, (byte) 0xFF)),
                Arguments.of("deep groups", UNPARSEABLE, filled(500_000, (byte) 0x7B)),
                Arguments.of("no event id", MISSING_ID, protobuf(valid().clearEventId())),
                Arguments.of("no user id", MISSING_ID, protobuf(valid().clearUserId())),
                Arguments.of("no item id", MISSING_ID, protobuf(valid().clearItemId())),
                Arguments.of("unknown fields only", MISSING_ID, new byte[] {(byte) 0xF8, 1, 1}),
                Arguments.of("long event id", ID_TOO_LONG, protobuf(valid().setEventId(tenKb()))),
                Arguments.of("long user id", ID_TOO_LONG, protobuf(valid().setUserId(tenKb()))),
                Arguments.of("long item id", ID_TOO_LONG, protobuf(valid().setItemId(tenKb()))),
                Arguments.of(
                        "257 bytes",
                        ID_TOO_LONG,
                        protobuf(valid().setItemId("é".repeat(128) + "x"))),
                Arguments.of(
                        "long recommendation id",
                        ID_TOO_LONG,
                        protobuf(valid().setRecommendationId(tenKb()))),
                Arguments.of("action 7", UNKNOWN_ACTION, protobuf(valid().setActionValue(7))),
                Arguments.of("action -1", UNKNOWN_ACTION, protobuf(valid().setActionValue(-1))),
                Arguments.of("no time", BAD_TIME, protobuf(valid().clearEventTime())),
                Arguments.of("negative time", BAD_TIME, protobuf(valid().setEventTime(-5))),
                Arguments.of("time 1", BAD_TIME, protobuf(valid().setEventTime(1))),
                Arguments.of("seconds", BAD_TIME, protobuf(valid().setEventTime(NOW / 1_000))),
                Arguments.of("microseconds", BAD_TIME, protobuf(valid().setEventTime(NOW * 1_000))),
                Arguments.of(
                        "least time", BAD_TIME, protobuf(valid().setEventTime(Long.MIN_VALUE))),
                Arguments.of(
                        "future time", FUTURE_TIME, protobuf(valid().setEventTime(NOW + 300_001))),
                Arguments.of(
                        "greatest time",
                        FUTURE_TIME,
                        protobuf(valid().setEventTime(Long.MAX_VALUE))));
    }

    static Stream<Arguments> hostileJson() {
        return Stream.of(
                Arguments.of("not JSON", UNPARSEABLE, "hello"),
                Arguments.of("blank", UNPARSEABLE, "  "),
                Arguments.of("null", UNPARSEABLE, "null"),
                Arguments.of("array", UNPARSEABLE, "[" + CLICK + "}]"),
                Arguments.of("number", UNPARSEABLE, "17"),
                Arguments.of("string", UNPARSEABLE, "\"click\""),
                Arguments.of("cut", UNPARSEABLE, CLICK),
                Arguments.of("something after it", UNPARSEABLE, CLICK + "} {}"),
                Arguments.of("single quotes", UNPARSEABLE, CLICK.replace('"', '\'') + "}"),
                Arguments.of("comment", UNPARSEABLE, CLICK + "/* x */}"),
                Arguments.of("broken number for an id", UNPARSEABLE, CLICK + ",\"item_id\":5.5}"),
                Arguments.of("power for an id", UNPARSEABLE, CLICK + ",\"user_id\":1e3}"),
                Arguments.of("true for an id", UNPARSEABLE, CLICK + ",\"event_id\":true}"),
                Arguments.of("object for an id", UNPARSEABLE, CLICK + ",\"item_id\":{}}"),
                Arguments.of("array for an id", UNPARSEABLE, CLICK + ",\"item_id\":[\"i\"]}"),
                Arguments.of("text for a time", UNPARSEABLE, CLICK + ",\"event_time\":\"soon\"}"),
                Arguments.of("broken time", UNPARSEABLE, CLICK + ",\"event_time\":1.5}"),
                Arguments.of("infinite time", UNPARSEABLE, CLICK + ",\"event_time\":1e999999999}"),
                Arguments.of("NaN", UNPARSEABLE, CLICK + ",\"event_time\":NaN}"),
                Arguments.of("true for a time", UNPARSEABLE, CLICK + ",\"event_time\":true}"),
                Arguments.of(
                        "a million digits",
                        UNPARSEABLE,
                        CLICK + ",\"event_time\":" + "9".repeat(1_000_000) + "}"),
                Arguments.of("great position", UNPARSEABLE, CLICK + ",\"position\":3000000000}"),
                Arguments.of("text for a context", UNPARSEABLE, CLICK + ",\"context\":\"a\"}"),
                Arguments.of("true in context", UNPARSEABLE, CLICK + ",\"context\":{\"a\":true}}"),
                Arguments.of("array in context", UNPARSEABLE, CLICK + ",\"context\":{\"a\":[]}}"),
                Arguments.of(
                        "half a name", UNPARSEABLE, CLICK + ",\"context\":{\"\\ud800\":\"\"}}"),
                Arguments.of("object for an action", UNPARSEABLE, CLICK + ",\"action\":{}}"),
                Arguments.of("half a character", UNPARSEABLE, CLICK + ",\"item_id\":\"\\ud800\"}"),
                Arguments.of("deep arrays", UNPARSEABLE, deep("[", "]")),
                Arguments.of("deep objects", UNPARSEABLE, deep("{\"a\":", "}")),
                Arguments.of("deep and open", UNPARSEABLE, CLICK + ",\"x\":" + "[".repeat(100_000)),
                Arguments.of("empty object", MISSING_ID, "{}"),
                Arguments.of("null id", MISSING_ID, CLICK.replace("\"u\"", "null") + "}"),
                Arguments.of("blank id", MISSING_ID, CLICK + ",\"user_id\":\" \"}"),
                Arguments.of("empty id", MISSING_ID, CLICK + ",\"user_id\":\"\"}"),
                Arguments.of("10 kB id", ID_TOO_LONG, CLICK + ",\"user_id\":\"" + tenKb() + "\"}"),
                Arguments.of("unknown name", UNKNOWN_ACTION, CLICK + ",\"action\":\"STARE\"}"),
                Arguments.of("lower case", UNKNOWN_ACTION, CLICK + ",\"action\":\"click\"}"),
                Arguments.of("empty name", UNKNOWN_ACTION, CLICK + ",\"action\":\"\"}"),
                Arguments.of("unknown number", UNKNOWN_ACTION, CLICK + ",\"action\":99}"),
                Arguments.of("huge number", UNKNOWN_ACTION, CLICK + ",\"action\":99999999999}"),
                Arguments.of("broken number", UNKNOWN_ACTION, CLICK + ",\"action\":1.5}"),
                Arguments.of("time 0", BAD_TIME, CLICK + ",\"event_time\":0}"),
                Arguments.of("negative time", BAD_TIME, CLICK + ",\"event_time\":\"-1\"}"),
                Arguments.of("far future", FUTURE_TIME, CLICK + ",\"event_time\":9999999999999}"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("hostileProtobuf")
    void hostileProtobufIsOneDeadLetter(
            String name, DeadLetter.Reason reason, byte @Nullable [] value) {
        assertRejected(record(value), reason);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("hostileJson")
    void hostileJsonIsOneDeadLetter(String name, DeadLetter.Reason reason, String value) {
        assertRejected(record(bytes(value), header("content-type", JSON)), reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileJson")
    void noLibrarySpeaksInADeadLetter(String name, DeadLetter.Reason reason, String value) {
        for (RawRecord raw :
                List.of(
                        record(bytes(value), header("content-type", JSON)),
                        record(bytes(value)),
                        record(bytes(value), header("content-type", "application/x-protobuf")))) {
            if (DECODER.decode(raw) instanceof Decoded.Rejected dead) {
                assertThat(dead.deadLetter().message())
                        .doesNotContainIgnoringCase(
                                "reader", "gson", "http", "protocol message", "com.", "java");
            }
        }
    }

    @Test
    void randomAndDamagedBytesNeverThrow() {
        Random random = new Random(7);
        byte[] click = valid().putContext("a", "b").build().toByteArray();
        byte[] json = bytes(CLICK + ",\"action\":\"VIEW\",\"context\":{\"a\":\"b\"}}");
        for (int i = 0; i < 20_000; i++) {
            byte[] value = i % 2 == 0 ? click.clone() : json.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            RawRecord record =
                    i % 2 == 0 ? record(value) : record(value, header("content-type", JSON));
            assertThat(DECODER.decode(record)).isNotNull();
        }
    }

    private static String deep(String open, String close) {
        return CLICK + ",\"x\":" + open.repeat(100_000) + "1" + close.repeat(100_000) + "}";
    }

    private static byte[] filled(int size, byte value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
