package io.riffle.schema.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Item;
import io.riffle.schema.SlateExamples;
import io.riffle.schema.UserProfile;
import io.riffle.schema.wire.explain.ExplainRequestWire;
import io.riffle.schema.wire.explain.ExplanationWire;
import io.riffle.schema.wire.guests.GuestHistoryWire;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which messages are not read, and the reason that their dead letters give. */
class WireRefusalTest {

    @Test
    void badExplainRequestsHaveAReason() {
        ExplainRequestWire wire = new ExplainRequestWire();
        String whole = "{\"request_id\":\"q\",\"recommendation_id\":\"r\",\"user_id\":\"u\"";
        assertThat(wire.read((whole + "}").getBytes(UTF_8), ContentType.JSON).events())
                .isEqualTo(5);
        refused(wire, "{\"request_id\":\"q\",\"user_id\":\"u\"}", Reason.MISSING_ID);
        refused(wire, "{\"request_id\":\"q\",\"recommendation_id\":\"r\"}", Reason.MISSING_ID);
        refused(wire, whole + ",\"events\":11}", Reason.UNPARSEABLE);
        refused(new ExplanationWire(), "{}", Reason.UNPARSEABLE);
    }

    @Test
    void badForgetRequestsHaveAReason() {
        refused(new ForgetUserWire(), "{\"user_id\":\"u\"}", Reason.MISSING_ID);
        refused(new ForgetUserWire(), "{\"request_id\":\"q\"}", Reason.MISSING_ID);
        refused(
                new ForgetUserWire(),
                "{\"request_id\":\"q\",\"user_id\":\"" + "x".repeat(257) + "\"}",
                Reason.ID_TOO_LONG);
        refused(
                new ForgetUserWire(),
                "{\"request_id\":\"q\",\"user_id\":\"u\",\"request_time\":-1}",
                Reason.BAD_TIME);
        refused(new ForgetReceiptWire(), "{}", Reason.UNPARSEABLE);
    }

    @Test
    void badItemsAndProfilesHaveAReason() {
        refused(new ItemWire(), "{\"title\":\"x\"}", Reason.MISSING_ID);
        refused(new ItemWire(), "{\"item_id\":\"" + "x".repeat(257) + "\"}", Reason.ID_TOO_LONG);
        refused(new ItemWire(), "{\"item_id\":\"i\",\"created_time\":-1}", Reason.BAD_TIME);
        refused(new ItemWire(), "[]", Reason.UNPARSEABLE);
        refused(new ItemWire(), "{\"item_id\":\"i\"} x", Reason.UNPARSEABLE);
        refused(new ItemWire(), "{\"categories\":" + "[".repeat(100_000), Reason.UNPARSEABLE);
        refused(new ItemWire(), "{\"item_id\":{\"a\":1}}", Reason.UNPARSEABLE);
        refused(new UserProfileWire(), "{}", Reason.MISSING_ID);
        refused(new UserProfileWire(), "{\"user_id\":\"\\udc00\"}", Reason.UNPARSEABLE);
    }

    @Test
    void badSlateRequestsHaveAReason() {
        SlateRequestWire wire = new SlateRequestWire();
        refused(wire, "{\"user_id\":\"u\",\"request_time\":\"1700000000000\"}", Reason.MISSING_ID);
        refused(wire, "{\"request_id\":\"q\"}", Reason.BAD_TIME);
        String asked = "{\"request_id\":\"q\",\"request_time\":\"1700000000000\",";
        refused(wire, asked + "\"size\":201}", Reason.UNPARSEABLE);
        refused(wire, asked + "\"exclude\":[\"\"]}", Reason.MISSING_ID);
        refused(
                wire,
                asked
                        + "\"user_id\":\"u\",\"history\":[{\"item_id\":\"i\","
                        + "\"event_time\":\"1700000000000\"}]}",
                Reason.UNPARSEABLE);
    }

    @Test
    void badPlacementRulesHaveAReason() {
        PlacementRulesWire wire = new PlacementRulesWire();
        refused(wire, "{}", Reason.MISSING_ID);
        refused(wire, "{\"placement\":\"p\",\"diversity\":2}", Reason.UNPARSEABLE);
        refused(wire, "{\"placement\":\"p\",\"caps\":[{\"of\":\"category\"}]}", Reason.UNPARSEABLE);
        refused(wire, "{\"placement\":\"p\",\"pins\":[{\"item_id\":\"i\"}]}", Reason.UNPARSEABLE);
    }

    @Test
    void badMergesHaveAReason() {
        String time = "\"time\":\"1700000000000\"";
        refused(new MergeUsersWire(), "{\"user_id\":\"u\"," + time + "}", Reason.MISSING_ID);
        refused(new MergeUsersWire(), "{\"user_id\":\"u\",\"guest_id\":\"g\"}", Reason.BAD_TIME);
        refused(
                new MergeUsersWire(),
                "{\"user_id\":\"u\",\"guest_id\":\"u\"," + time + "}",
                Reason.UNPARSEABLE);
        refused(
                new GuestHistoryWire(),
                "{\"merge\":{\"user_id\":\"u\",\"guest_id\":\"g\","
                        + time
                        + "},"
                        + "\"open_slates\":[\"AAAA\"]}",
                Reason.UNPARSEABLE);
    }

    @Test
    void whatMayBeAnIdOrATextIsOneRuleForAllTopics() {
        Item item =
                new ItemWire()
                        .read(
                                "{\"item_id\":7,\"title\":1984,\"categories\":[1],\"attributes\":{\"price\":9.90}}"
                                        .getBytes(UTF_8),
                                ContentType.JSON);
        assertThat(item).isEqualTo(new Item("7", "1984", List.of("1"), 0, Map.of("price", "9.90")));
        assertThat(
                        new UserProfileWire()
                                .read(
                                        "{\"userId\":42,\"attributes\":{\"age\":25}}"
                                                .getBytes(UTF_8),
                                        ContentType.JSON))
                .isEqualTo(new UserProfile("42", Map.of("age", "25"), 0));
        for (String bad : List.of("true", "[\"x\"]", "{\"a\":1}", "1.5", "1e3")) {
            refused(new ItemWire(), "{\"item_id\":" + bad + "}", Reason.UNPARSEABLE);
            refused(new UserProfileWire(), "{\"user_id\":" + bad + "}", Reason.UNPARSEABLE);
        }
        for (String bad : List.of("true", "[\"x\"]", "{\"a\":1}")) {
            refused(
                    new ItemWire(),
                    "{\"item_id\":\"i\",\"attributes\":{\"a\":" + bad + "}}",
                    Reason.UNPARSEABLE);
            refused(
                    new UserProfileWire(),
                    "{\"user_id\":\"u\",\"attributes\":{\"a\":" + bad + "}}",
                    Reason.UNPARSEABLE);
        }
    }

    @Test
    void timesOfItemsAndProfilesAreMillisecondsOrAbsent() {
        refused(new ItemWire(), "{\"item_id\":\"i\",\"created_time\":1600000000}", Reason.BAD_TIME);
        refused(
                new UserProfileWire(),
                "{\"user_id\":\"u\",\"updated_time\":1600000000}",
                Reason.BAD_TIME);
    }

    @Test
    void badMessagesOfOtherTypesAreUnparseable() {
        refused(new ModelUpdateWire(), "{\"model\":\"backbone\"}", Reason.UNPARSEABLE);
        refused(new RecommendationWire(), "{}", Reason.UNPARSEABLE);
        refused(new DeadLetterWire(), "{}", Reason.UNPARSEABLE);
        String good =
                new String(
                        new TrainingSampleWire().write(SlateExamples.sample(), ContentType.JSON),
                        UTF_8);
        refused(
                new TrainingSampleWire(),
                good.replace("\"actions\":[\"VIEW\",", "\"actions\":["),
                Reason.UNPARSEABLE);
        refused(
                new TrainingSampleWire(),
                good.replace("\"generator_score\":0.5", "\"generator_score\":\"NaN\""),
                Reason.UNPARSEABLE);
    }

    private static void refused(Wire<?> wire, String json, Reason reason) {
        assertThatThrownBy(() -> wire.read(json.getBytes(UTF_8), ContentType.JSON))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
