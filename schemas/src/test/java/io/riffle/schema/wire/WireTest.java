package io.riffle.schema.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.AskExamples;
import io.riffle.schema.Examples;
import io.riffle.schema.ExplainExamples;
import io.riffle.schema.Item;
import io.riffle.schema.SlateExamples;
import io.riffle.schema.Tier;
import io.riffle.schema.wire.explain.ExplainRequestWire;
import io.riffle.schema.wire.explain.ExplanationWire;
import io.riffle.schema.wire.guests.GuestHistoryWire;
import io.riffle.schema.wire.guests.MergeReceiptWire;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a message looks like on the wire, and that it is read as it was written. */
class WireTest {

    @ParameterizedTest
    @EnumSource(ContentType.class)
    void whatWasWrittenIsRead(ContentType type) {
        roundTrip(new ClickEventWire(), Examples.click(), type);
        roundTrip(new RecommendationWire(), Examples.recommendation(), type);
        roundTrip(new TrainingSampleWire(), SlateExamples.sample(), type);
        roundTrip(new ModelUpdateWire(), Examples.update(), type);
        roundTrip(new ItemWire(), Examples.item(), type);
        roundTrip(new UserProfileWire(), Examples.profile(), type);
        roundTrip(new ForgetUserWire(), Examples.forget(), type);
        roundTrip(new MergeUsersWire(), AskExamples.merge(), type);
        roundTrip(new GuestHistoryWire(), AskExamples.guestHistory(), type);
        roundTrip(new MergeReceiptWire(), AskExamples.mergeReceipt(), type);
        roundTrip(new SlateRequestWire(), AskExamples.request(), type);
        roundTrip(new SlateRequestWire(), AskExamples.toldRequest(), type);
        roundTrip(new PlacementRulesWire(), AskExamples.rules(), type);
        roundTrip(new ExplainRequestWire(), ExplainExamples.explain(), type);
        roundTrip(new ExplanationWire(), ExplainExamples.explanation(), type);
        roundTrip(new RecommendationWire(), Examples.reply(), type);
        roundTrip(new ForgetReceiptWire(), Examples.receipt(), type);
        roundTrip(new DeadLetterWire(), Examples.letter(), type);
        roundTrip(new DeadLetterWire(), Examples.cutLetter(), type);
    }

    @Test
    void jsonHasSnakeCaseNamesAndLongNumbersAsStrings() {
        assertThat(json(new RecommendationWire(), Examples.recommendation()))
                .isEqualTo(
                        "{\"recommendation_id\":\""
                                + Examples.recommendation().recommendationId()
                                + "\",\"user_id\":\"u1\",\"trigger_event_id\":\"e1\",\"items\":["
                                + "{\"item_id\":\"b\",\"rank\":1,\"score\":2.5,\"generator_score\":0.5},"
                                + "{\"item_id\":\"a\",\"rank\":2,\"score\":-1.0,\"generator_score\":0.75}],"
                                + "\"event_time\":\"978300760000\",\"received_time\":\"978300760200\","
                                + "\"emitted_time\":\"978300760250\",\"backbone_version\":\"7\","
                                + "\"reranker_version\":\"3\",\"tier\":\"FULL\","
                                + "\"policy\":\"plackett-luce\",\"propensities\":[0.5,0.25]}");
    }

    @Test
    void jsonPrintsDefaultValues() {
        Item bare = new Item("i", "", List.of(), 0, Map.of());
        assertThat(json(new ItemWire(), bare))
                .isEqualTo(
                        "{\"item_id\":\"i\",\"title\":\"\",\"categories\":[],"
                                + "\"created_time\":\"0\",\"attributes\":{},\"vector\":[]}");
        var popular =
                new io.riffle.schema.Recommendation(
                        "r", "u", "e", List.of(), 1, 1, 1, 0, 0, Tier.POPULAR, null, List.of());
        assertThat(json(new RecommendationWire(), popular))
                .contains("\"items\":[]", "\"backbone_version\":\"0\"", "\"policy\":\"\"");
    }

    @Test
    void jsonIsReadInBothSpellingsWithUnknownFields() {
        ModelUpdateWire wire = new ModelUpdateWire();
        String sha = "0123456789abcdef".repeat(4);
        String text =
                """
                {"model":"backbone","version":7,"baseVersion":"6","uri":"file:///models/backbone/7",
                 "sha256":"%s","created_time":978300760000,"metrics":{"hr_at_10":0.25},
                 "rollbackOf":5,"not_yet_invented":{"a":[1,2]}}\
                """
                        .formatted(sha);
        assertThat(wire.read(text.getBytes(UTF_8), ContentType.JSON)).isEqualTo(Examples.update());
    }

    @Test
    void deadLetterCarriesItsBytesAsBase64() {
        assertThat(json(new DeadLetterWire(), Examples.letter()))
                .contains(
                        "\"reason\":\"MISSING_ID\"",
                        "\"value\":\"AP9/\"",
                        "{\"name\":\"trace\",\"value\":\"\"}",
                        "\"partition\":3,\"offset\":\"12345\"");
    }

    @Test
    void sampleCarriesItsHistoryInColumns() {
        assertThat(json(new TrainingSampleWire(), SlateExamples.sample()))
                .contains(
                        "\"history\":{\"item_ids\":[\"h1\",\"h2\"],"
                                + "\"times\":[\"978300700000\",\"978300760000\"],"
                                + "\"actions\":[\"VIEW\",\"LIKE\"]}",
                        "\"next\":{\"item_id\":\"b\",\"action\":\"CLICK\",\"time\":\"978300790000\"}",
                        "\"outcome\":\"CLICKED\"");
    }

    private static <T> void roundTrip(Wire<T> wire, T value, ContentType type) {
        assertThat(wire.read(wire.write(value, type), type)).isEqualTo(value);
    }

    private static <T> String json(Wire<T> wire, T value) {
        return new String(wire.write(value, ContentType.JSON), UTF_8);
    }
}
