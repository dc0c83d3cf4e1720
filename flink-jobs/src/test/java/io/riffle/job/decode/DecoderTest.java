package io.riffle.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.CatalogueInput;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ContextNames;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.wire.Decoded;
import io.riffle.schema.wire.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecoderTest {

    private final List<Object> valid = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();

    private <T> void decode(Decoder<T> decoder, byte @Nullable [] key, byte @Nullable [] value) {
        Map.Entry<String, byte[]> json = Map.entry("content-type", utf8("application/json"));
        decoder.decode(
                new RawRecord("t", 1, 2, 1_700_000_000_000L, key, value, List.of(json)),
                valid::add,
                dead::add);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aClickIsAnInputWithItsReceivedTime() {
        decode(
                UserDecoders.clicks(Duration.ZERO, ActionNames.OURS, ContextNames.NONE),
                null,
                utf8(
                        "{\"event_id\":\"e\",\"user_id\":\"u\",\"item_id\":\"i\",\"event_time\":1600000000000}"));

        assertThat(dead).isEmpty();
        UserInput.Click click = (UserInput.Click) valid.get(0);
        assertThat(click.userId()).isEqualTo("u");
        assertThat(click.receivedTime()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void thatAPartitionOfTheCatalogueWasReadIsSaidOnce() {
        Decoder<SharedInput> catalogue = SharedDecoders.catalogue(Map.of(1, 2L));
        for (int record = 0; record < 3; record++) {
            decode(catalogue, utf8("i"), utf8("{\"item_id\":\"i\"}"));
        }
        assertThat(valid).hasSize(4).containsOnlyOnce(new SharedInput.CatalogueRead(1));
    }

    @Test
    void aCapOnWhatIsNotHeldIsADeadLetterThatNamesTheOption() {
        for (String of : List.of("category", "brand")) {
            decode(
                    SharedDecoders.rules(List.of("price")),
                    utf8("home"),
                    utf8("{\"placement\":\"home\",\"caps\":[{\"of\":\"" + of + "\",\"most\":1}]}"));
        }

        assertThat(valid).hasSize(1);
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).message())
                .contains("(brand)")
                .contains("riffle.catalogue.filterable");
    }

    @Test
    void aBadRecordOfAnyTopicIsOneDeadLetter() {
        decode(
                UserDecoders.clicks(Duration.ZERO, ActionNames.OURS, ContextNames.NONE),
                null,
                utf8("{"));
        decode(UserDecoders.profiles(), null, utf8("{"));
        decode(SharedDecoders.catalogue(), null, utf8("{\"title\":\"no id\"}"));
        decode(SharedDecoders.updates(), null, utf8("{\"model\":\"other\",\"version\":1}"));
        decode(SharedDecoders.updates(), utf8("backbone"), null);

        assertThat(valid).isEmpty();
        assertThat(dead)
                .extracting(DeadLetter::reason)
                .containsExactly(
                        Reason.UNPARSEABLE,
                        Reason.UNPARSEABLE,
                        Reason.MISSING_ID,
                        Reason.UNPARSEABLE,
                        Reason.EMPTY);
    }

    @Test
    void aKeyThatIsNotTheIdOfItsValueIsADeadLetter() {
        byte[] item = utf8("{\"item_id\":\"tt1\",\"title\":\"t\"}");
        byte[] profile = utf8("{\"user_id\":\"ann\"}");
        for (String key : List.of("\"tt1\"", "tt2", "TT1", " tt1", "{\"item_id\":\"tt1\"}")) {
            decode(SharedDecoders.catalogue(), utf8(key), item);
            decode(TrainingDecoders.items(), utf8(key), item);
        }
        decode(SharedDecoders.catalogue(), new byte[] {0, 0, 0, 1}, item);
        decode(SharedDecoders.catalogue(), new byte[3 << 20], item);
        decode(SharedDecoders.catalogue(), null, item);
        decode(UserDecoders.profiles(), utf8("\"ann\""), profile);
        decode(UserDecoders.profiles(), null, profile);

        assertThat(valid).isEmpty();
        assertThat(dead).hasSize(15).extracting(DeadLetter::reason).containsOnly(Reason.WRONG_KEY);
        assertThat(dead.get(0).message())
                .startsWith("The key (\"tt1\") of a record must be the item id of its value (tt1)");
    }

    @Test
    void aKeyThatIsTheIdOfItsValueIsTaken() {
        decode(SharedDecoders.catalogue(), utf8("漢"), utf8("{\"item_id\":\"漢\"}"));
        decode(UserDecoders.profiles(), utf8("ann"), utf8("{\"user_id\":\"ann\"}"));

        assertThat(dead).isEmpty();
        assertThat(valid)
                .containsExactly(
                        new SharedInput.Listed("漢"),
                        new UserInput.Profile(new UserProfile("ann", Map.of(), 0)));
    }

    @Test
    void whatNoStepReadsIsLeftBehind() {
        decode(
                UserDecoders.clicks(Duration.ZERO, ActionNames.OURS, ContextNames.NONE),
                utf8("someone else: clicks are keyed by their user id"),
                utf8(
                        "{\"event_id\":\"e\",\"user_id\":\"u\",\"item_id\":\"i\",\"event_time\":1700000000000,"
                            + "\"recommendation_id\":\"r\",\"position\":3,\"context\":{\"page\":\"x\"}}"));
        decode(
                TrainingDecoders.items(),
                utf8("i"),
                utf8(
                        "{\"item_id\":\"i\",\"title\":\"long\",\"categories\":[\"c\"],\"created_time\":1600000000000,"
                            + "\"attributes\":{\"text\":\"longer\"}}"));

        assertThat(valid.get(0))
                .isEqualTo(
                        new UserInput.Click(
                                new Decoded.Click(
                                        new ClickEvent(
                                                "e",
                                                "u",
                                                "i",
                                                Action.CLICK,
                                                1_700_000_000_000L,
                                                "r",
                                                0,
                                                Map.of()),
                                        1_700_000_000_000L,
                                        1)));
        assertThat(valid.get(1))
                .isEqualTo(
                        new CatalogueInput.Listed(
                                new Item("i", "", List.of("c"), 1_600_000_000_000L, Map.of())));
    }

    @Test
    void attributesThatConditionsMayNameAreKept() {
        String item =
                "{\"item_id\":\"i\",\"attributes\":{\"brand\":\"b\",\"text\":\"t\",\"size\":\""
                        + "x".repeat(257)
                        + "\"}}";
        decode(
                SharedDecoders.catalogue(Map.of(), List.of("brand", "size", "price")),
                utf8("i"),
                utf8(item));

        assertThat(valid)
                .containsExactly(
                        new SharedInput.Listed(
                                new Item("i", "", List.of(), 0, Map.of("brand", "b"))));
    }

    @Test
    void aTombstoneWithdrawsWhatItsKeyNames() {
        decode(UserDecoders.profiles(), utf8("ann"), null);
        decode(SharedDecoders.catalogue(), utf8("tt1"), null);

        assertThat(valid)
                .containsExactly(
                        new UserInput.ProfileWithdrawn("ann"), new SharedInput.Withdrawn("tt1"));
    }

    @Test
    void aTombstoneWithoutAUsableKeyIsADeadLetter() {
        decode(SharedDecoders.catalogue(), null, null);
        decode(SharedDecoders.catalogue(), new byte[257], null);

        assertThat(valid).isEmpty();
        assertThat(dead)
                .extracting(DeadLetter::reason)
                .containsExactly(Reason.MISSING_ID, Reason.ID_TOO_LONG);
    }
}
