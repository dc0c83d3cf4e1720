package io.riffle.schema.wire;

import static io.riffle.schema.DeadLetter.Reason.BAD_TIME;
import static io.riffle.schema.DeadLetter.Reason.UNKNOWN_ACTION;
import static io.riffle.schema.DeadLetter.Reason.UNKNOWN_CONTENT_TYPE;
import static io.riffle.schema.DeadLetter.Reason.UNPARSEABLE;
import static io.riffle.schema.wire.RawClicks.CLICK;
import static io.riffle.schema.wire.RawClicks.JSON;
import static io.riffle.schema.wire.RawClicks.NOW;
import static io.riffle.schema.wire.RawClicks.assertRejected;
import static io.riffle.schema.wire.RawClicks.bytes;
import static io.riffle.schema.wire.RawClicks.header;
import static io.riffle.schema.wire.RawClicks.json;
import static io.riffle.schema.wire.RawClicks.protobuf;
import static io.riffle.schema.wire.RawClicks.record;
import static io.riffle.schema.wire.RawClicks.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.DeadLetter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalMessageTest {
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
                        assertRejected(
                                        record(protobuf(valid().setEventTime(NOW / 1_000))),
                                        BAD_TIME)
                                .message())
                .contains("looks like seconds; event_time is milliseconds");
        assertThat(
                        assertRejected(
                                        record(protobuf(valid().setEventTime(NOW * 1_000))),
                                        BAD_TIME)
                                .message())
                .contains("looks like microseconds");
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
    void messageIsShortAndReadable() {
        String type = "\u0000\u001b[31m" + "x".repeat(100_000);
        DeadLetter letter =
                assertRejected(
                        record(new byte[] {1}, header("content-type", type)), UNKNOWN_CONTENT_TYPE);
        assertThat(letter.message()).hasSizeLessThan(420).doesNotContain("\u0000", "\u001b");
        assertThat(letter.message()).startsWith("The content-type (");
    }
}
