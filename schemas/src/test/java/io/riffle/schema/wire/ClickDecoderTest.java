package io.riffle.schema.wire;

import static io.riffle.schema.DeadLetter.Reason.BAD_TIME;
import static io.riffle.schema.DeadLetter.Reason.EMPTY;
import static io.riffle.schema.DeadLetter.Reason.FUTURE_TIME;
import static io.riffle.schema.DeadLetter.Reason.ID_TOO_LONG;
import static io.riffle.schema.DeadLetter.Reason.MISSING_ID;
import static io.riffle.schema.DeadLetter.Reason.TOO_LARGE;
import static io.riffle.schema.DeadLetter.Reason.UNKNOWN_ACTION;
import static io.riffle.schema.DeadLetter.Reason.UNKNOWN_CONTENT_TYPE;
import static io.riffle.schema.DeadLetter.Reason.UNPARSEABLE;
import static io.riffle.schema.SizeLimits.LETTER_HEADER_BYTES;
import static io.riffle.schema.SizeLimits.LETTER_START;
import static io.riffle.schema.SizeLimits.LETTER_VALUE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Examples;
import io.riffle.schema.Ids;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickDecoderTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final String JSON = "application/json";
    private static final String CLICK =
            "{\"event_id\":\"e\",\"user_id\":\"u\",\"item_id\":\"i\",\"event_time\":1700000000000";

    private final ClickDecoder decoder =
            new ClickDecoder(ClickDecoder.MAX_CLICK_BYTES, Duration.ofMinutes(5));

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
                Arguments.of("no event id", MISSING_ID, of(valid().clearEventId())),
                Arguments.of("no user id", MISSING_ID, of(valid().clearUserId())),
                Arguments.of("no item id", MISSING_ID, of(valid().clearItemId())),
                Arguments.of("unknown fields only", MISSING_ID, new byte[] {(byte) 0xF8, 1, 1}),
                Arguments.of("long event id", ID_TOO_LONG, of(valid().setEventId(tenKb()))),
                Arguments.of("long user id", ID_TOO_LONG, of(valid().setUserId(tenKb()))),
                Arguments.of("long item id", ID_TOO_LONG, of(valid().setItemId(tenKb()))),
                Arguments.of(
                        "257 bytes", ID_TOO_LONG, of(valid().setItemId("é".repeat(128) + "x"))),
                Arguments.of(
                        "long recommendation id",
                        ID_TOO_LONG,
                        of(valid().setRecommendationId(tenKb()))),
                Arguments.of("action 7", UNKNOWN_ACTION, of(valid().setActionValue(7))),
                Arguments.of("action -1", UNKNOWN_ACTION, of(valid().setActionValue(-1))),
                Arguments.of("no time", BAD_TIME, of(valid().clearEventTime())),
                Arguments.of("negative time", BAD_TIME, of(valid().setEventTime(-5))),
                Arguments.of("time 1", BAD_TIME, of(valid().setEventTime(1))),
                Arguments.of("seconds", BAD_TIME, of(valid().setEventTime(NOW / 1_000))),
                Arguments.of("microseconds", BAD_TIME, of(valid().setEventTime(NOW * 1_000))),
                Arguments.of("least time", BAD_TIME, of(valid().setEventTime(Long.MIN_VALUE))),
                Arguments.of("future time", FUTURE_TIME, of(valid().setEventTime(NOW + 300_001))),
                Arguments.of(
                        "greatest time", FUTURE_TIME, of(valid().setEventTime(Long.MAX_VALUE))));
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
            if (decoder.decode(raw) instanceof Decoded.Rejected dead) {
                assertThat(dead.deadLetter().message())
                        .doesNotContainIgnoringCase(
                                "reader", "gson", "http", "protocol message", "com.", "java");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | must be a JSON object (character 1)",
                "{\"a\":1,} | must be a JSON object (character 8)",
                "{\"event_id\":\"e\" | must be a JSON object (character 15)",
                "[1] | The value (an array) at $ of a record must be an object",
                "\"{}\" | Maybe it was encoded twice",
                "{\"event_id\":true} | (true or false) at $.event_id of a record must be a string",
                "{\"user_id\":4.5} | The number (4.5) at $.user_id of a record must be whole to be"
                        + " an id",
                "{\"event_time\":\"2020-09-13T12:26:40Z\"} | must be epoch milliseconds, a whole"
                        + " number",
            })
    void whatIsNoJsonIsToldWithItsPlace(String json, String message) {
        DeadLetter letter =
                assertRejected(record(bytes(json), header("content-type", JSON)), UNPARSEABLE);
        assertThat(letter.message()).contains(message);
    }

    @Test
    void aPlaceInALaterLineIsCountedFromTheFirst() {
        byte[] value = bytes("{\n \"a\":1,\n \"b\":x}");
        DeadLetter letter =
                assertRejected(record(value, header("content-type", JSON)), UNPARSEABLE);
        assertThat(letter.message()).contains("(character 16)");
    }

    @Test
    void jsonWithoutItsHeaderIsToldAsSuch() {
        for (String json : List.of(CLICK + "}", "  \n[1]", "{")) {
            assertThat(assertRejected(record(bytes(json)), UNPARSEABLE).message())
                    .contains("looks like JSON: add the header content-type: application/json");
        }
        assertThat(assertRejected(record(bytes("hello")), UNPARSEABLE).message())
                .doesNotContain("JSON");
    }

    @Test
    void timesInAnotherUnitAreNamed() {
        byte[] json = bytes(CLICK.replace("1700000000000", "1700000000") + "}");
        assertThat(assertRejected(record(json, header("content-type", JSON)), BAD_TIME).message())
                .contains("looks like seconds; event_time is milliseconds");
        assertThat(
                        assertRejected(record(of(valid().setEventTime(NOW / 1_000))), BAD_TIME)
                                .message())
                .contains("looks like seconds; event_time is milliseconds");
        assertThat(
                        assertRejected(record(of(valid().setEventTime(NOW * 1_000))), BAD_TIME)
                                .message())
                .contains("looks like microseconds");
    }

    @Test
    void wholeNumbersAreIdsAndAnyNumbersAreTexts() {
        ClickEvent click =
                json(
                        "{\"event_id\":0,\"user_id\":42,\"item_id\":-12345678901234567890,"
                                + "\"event_time\":1700000000000,\"recommendation_id\":7,"
                                + "\"context\":{\"price\":9.90,\"age\":25}}");
        assertThat(click.eventId()).isEqualTo("0");
        assertThat(click.userId()).isEqualTo("42");
        assertThat(click.itemId()).isEqualTo("-12345678901234567890");
        assertThat(click.recommendationId()).isEqualTo("7");
        assertThat(click.context()).as("no step reads it").isEmpty();
    }

    @Test
    void jsonInAnotherEncodingIsUnparseable() {
        byte[] latin = (CLICK + ",\"item_id\":\"Zürich\"}").getBytes(ISO_8859_1);
        assertRejected(record(latin, header("content-type", JSON)), UNPARSEABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "", "application/jsonp", "application/x-protobuf+json"})
    void otherContentTypesAreUnknown(String type) {
        assertRejected(
                record(bytes(CLICK + "}"), header("content-type", type)), UNKNOWN_CONTENT_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "content-type,application/json",
        "Content-Type,Application/JSON",
        "CONTENT-TYPE,application/json; charset=utf-8",
        "content-type,' application/json ;x=y'"
    })
    void headerIsReadInAnyCaseWithParameters(String name, String value) {
        assertThat(click(record(bytes(CLICK + "}"), header(name, value))).itemId()).isEqualTo("i");
    }

    @Test
    void firstReasonThatAppliesIsGiven() {
        byte[] large = new byte[2 << 20];
        assertRejected(record(large, header("content-type", "nonsense")), TOO_LARGE);
        assertRejected(
                record(bytes("nonsense"), header("content-type", "x")), UNKNOWN_CONTENT_TYPE);
        var bad = valid().setEventId(tenKb()).clearItemId().setActionValue(9).setEventTime(-1);
        assertRejected(record(of(bad)), MISSING_ID);
        assertRejected(record(of(bad.setItemId("i"))), ID_TOO_LONG);
        assertRejected(record(of(bad.setEventId("e"))), UNKNOWN_ACTION);
        assertRejected(record(of(bad.setActionValue(1))), BAD_TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"STARE\"', STARE",
        "'\"click\"', click",
        "1.5, 1.5",
        "99999999999, 99999999999",
        "'\"tab\\tand \\ud800\"', tab�and �",
        "'\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"',"
                + " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"
    })
    void anUnknownActionIsNamedAsItWasWritten(String json, String shown) {
        byte[] value = bytes(CLICK + ",\"action\":" + json + "}");
        DeadLetter letter =
                assertRejected(record(value, header("content-type", JSON)), UNKNOWN_ACTION);
        assertThat(letter.message())
                .startsWith("The action (" + shown + ") of a click must be CLICK,");
    }

    @Test
    void absentAndUnspecifiedActionsMeanClick() {
        assertThat(click(record(of(valid().clearAction()))).action()).isEqualTo(Action.CLICK);
        for (String action :
                List.of(
                        "",
                        ",\"action\":null",
                        ",\"action\":\"ACTION_UNSPECIFIED\"",
                        ",\"action\":0")) {
            assertThat(json(CLICK + action + "}").action()).isEqualTo(Action.CLICK);
        }
        assertThat(json(CLICK + ",\"action\":\"LIKE\"}").action()).isEqualTo(Action.LIKE);
        assertThat(json(CLICK + ",\"action\":6}").action()).isEqualTo(Action.PURCHASE);
    }

    @Test
    void jsonComesInBothSpellingsWithNumbersOrStrings() {
        ClickEvent expected = Examples.click();
        String snake =
                """
                {"event_id":"e1","user_id":"u1","item_id":"tt0114709","action":"CART",
                 "event_time":"978300760000","recommendation_id":"r1","position":3,
                 "context":{"age":"25","city":"Zürich"},"nobody_knows":[{"me":1}]}\
                """;
        String camel =
                """
                {"eventId":"e1","userId":"u1","itemId":"tt0114709","action":5,
                 "eventTime":978300760000.0,"recommendationId":"r1","position":"3",
                 "context":{"age":"25","city":"Z\\u00fcrich"},"nobodyKnows":null}\
                """;
        ClickEventWire wire = new ClickEventWire();
        for (String text :
                List.of(snake, camel, snake.replace("\"978300760000\"", "9.7830076e11"))) {
            assertThat(wire.read(bytes(text), ContentType.JSON)).isEqualTo(expected);
            assertThat(json(text))
                    .as("no step reads position and context")
                    .isEqualTo(expected.withoutContext());
        }
    }

    @Test
    void whatIsOptionalMayBeAbsent() {
        ClickEvent click = json(CLICK + "}");
        assertThat(click.recommendationId()).isNull();
        assertThat(click.position()).isZero();
        assertThat(click.context()).isEmpty();
        assertThat(json(CLICK + ",\"position\":-4}").position()).isZero();
    }

    @Test
    void timeUpToTheSkewIsAccepted() {
        RawRecord record = record(of(valid().setEventTime(NOW + 300_000)));
        assertThat(decoder.decode(record))
                .isInstanceOfSatisfying(
                        Decoded.Click.class,
                        click -> {
                            assertThat(click.event().eventTime()).isEqualTo(NOW + 300_000);
                            assertThat(click.receivedTime()).isEqualTo(NOW);
                        });
    }

    @Test
    void recordWithoutTimestampHasNoFuture() {
        byte[] value = of(valid().setEventTime(NOW));
        RawRecord record = new RawRecord("click-events", 0, 0, -1, null, value, List.of());
        assertThat(decoder.decode(record)).isInstanceOf(Decoded.Click.class);
    }

    @Test
    void messageIsShortAndReadable() {
        String type = "\u0000\u001b[31m" + "x".repeat(100_000);
        DeadLetter letter =
                assertRejected(
                        record(new byte[] {1}, header("content-type", type)), UNKNOWN_CONTENT_TYPE);
        assertThat(letter.message()).hasSizeLessThan(420).doesNotContain("\u0000", "\u001b");
        assertThat(letter.message()).startsWith("The content-type (");
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
            assertThat(decoder.decode(record)).isNotNull();
        }
    }

    @Test
    void negativeSkewIsRefused() {
        assertThatThrownBy(() -> new ClickDecoder(1, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The max-future-skew (PT-1S)");
    }

    private DeadLetter assertRejected(RawRecord record, DeadLetter.Reason reason) {
        Decoded decoded = decoder.decode(record);
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

    private ClickEvent click(RawRecord record) {
        Decoded decoded = decoder.decode(record);
        assertThat(decoded).isInstanceOf(Decoded.Click.class);
        return ((Decoded.Click) decoded).event();
    }

    private ClickEvent json(String text) {
        return click(record(bytes(text), header("content-type", JSON)));
    }

    private static RawRecord record(byte @Nullable [] value) {
        return new RawRecord("click-events", 3, 17, NOW, bytes("u"), value, List.of());
    }

    private static RawRecord record(byte[] value, Map.Entry<String, byte[]> header) {
        return new RawRecord("click-events", 3, 17, NOW, bytes("u"), value, List.of(header));
    }

    private static Map.Entry<String, byte[]> header(String name, String value) {
        return Map.entry(name, bytes(value));
    }

    private static io.riffle.schema.v1.ClickEvent.Builder valid() {
        return io.riffle.schema.v1.ClickEvent.newBuilder()
                .setEventId("e")
                .setUserId("u")
                .setItemId("i")
                .setEventTime(NOW);
    }

    private static byte[] of(io.riffle.schema.v1.ClickEvent.Builder click) {
        return click.build().toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String tenKb() {
        return "x".repeat(10_000);
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
