package io.riffle.schema.wire;

import static io.riffle.schema.DeadLetter.Reason.BAD_TIME;
import static io.riffle.schema.DeadLetter.Reason.ID_TOO_LONG;
import static io.riffle.schema.DeadLetter.Reason.MISSING_ID;
import static io.riffle.schema.DeadLetter.Reason.TOO_LARGE;
import static io.riffle.schema.DeadLetter.Reason.UNKNOWN_ACTION;
import static io.riffle.schema.DeadLetter.Reason.UNKNOWN_CONTENT_TYPE;
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
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ContextNames;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Examples;
import io.riffle.schema.actions.ActionNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickDecoderTest {
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
    void aNameOfAUsersOwnMeansWhatItIsMappedTo() {
        ActionNames names = new ActionNames(Map.of("addtocart", Action.CART, "view", Action.CLICK));
        ClickDecoder mapped =
                new ClickDecoder(
                        ClickDecoder.MAX_CLICK_BYTES,
                        Duration.ofMinutes(5),
                        names,
                        ContextNames.NONE);

        assertThat(action(mapped, "AddToCart")).isEqualTo(Action.CART);
        assertThat(action(mapped, "VIEW")).isEqualTo(Action.CLICK);
        assertThat(action(mapped, "PURCHASE")).isEqualTo(Action.PURCHASE);
        assertThat(action(mapped, "4")).isEqualTo(Action.DISLIKE);
        byte[] other = bytes(CLICK + ",\"action\":\"transaction\"}");
        assertThat(mapped.decode(record(other, header("content-type", JSON))))
                .isInstanceOf(Decoded.Rejected.class);
        assertThat(assertRejected(record(other, header("content-type", JSON)), UNKNOWN_ACTION))
                .extracting(DeadLetter::message)
                .asString()
                .contains("mapped");
    }

    private static Action action(ClickDecoder decoder, String name) {
        byte[] value = bytes(CLICK + ",\"action\":\"" + name + "\"}");
        Decoded decoded = decoder.decode(record(value, header("content-type", JSON)));
        return ((Decoded.Click) decoded).event().action();
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
        assertRejected(record(protobuf(bad)), MISSING_ID);
        assertRejected(record(protobuf(bad.setItemId("i"))), ID_TOO_LONG);
        assertRejected(record(protobuf(bad.setEventId("e"))), UNKNOWN_ACTION);
        assertRejected(record(protobuf(bad.setActionValue(1))), BAD_TIME);
    }

    @Test
    void absentAndUnspecifiedActionsMeanClick() {
        assertThat(click(record(protobuf(valid().clearAction()))).action()).isEqualTo(Action.CLICK);
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
                    .isEqualTo(expected.with(ContextNames.NONE));
        }
    }

    @Test
    void ofTheContextWhatIsNamedIsReadAndNothingElse() {
        ClickDecoder decoder =
                new ClickDecoder(
                        ClickDecoder.MAX_CLICK_BYTES,
                        Duration.ofMinutes(5),
                        ActionNames.OURS,
                        new ContextNames(List.of("device", "referrer", "b", "l", "w")));
        String longest = "é".repeat(32);
        String context =
                String.format(
                        "{\"x\":\"y\",\"device\":\"tv\",\"referrer\":\"%s\",\"b\":\""
                                + " \",\"l\":\"%sx\"}",
                        longest, longest);

        Decoded decoded =
                decoder.decode(
                        record(
                                bytes(CLICK + ",\"context\":" + context + "}"),
                                header("content-type", JSON)));

        assertThat(((Decoded.Click) decoded).event().context())
                .containsExactly(Map.entry("device", "tv"), Map.entry("referrer", longest));
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
        RawRecord record = record(protobuf(valid().setEventTime(NOW + 300_000)));
        assertThat(DECODER.decode(record))
                .isInstanceOfSatisfying(
                        Decoded.Click.class,
                        click -> {
                            assertThat(click.event().eventTime()).isEqualTo(NOW + 300_000);
                            assertThat(click.receivedTime()).isEqualTo(NOW);
                        });
    }

    @Test
    void recordWithoutTimestampHasNoFuture() {
        byte[] value = protobuf(valid().setEventTime(NOW));
        RawRecord record = new RawRecord("click-events", 0, 0, -1, null, value, List.of());
        assertThat(DECODER.decode(record)).isInstanceOf(Decoded.Click.class);
    }

    @Test
    void negativeSkewIsRefused() {
        assertThatThrownBy(() -> new ClickDecoder(1, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The max-future-skew (PT-1S)");
    }
}
