package io.riffle.job.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
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
                new RawRecord("t", 1, 2, 3_000_000_000L, key, value, List.of(json)),
                valid::add,
                dead::add);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aClickIsAnInputWithItsReceivedTime() {
        decode(
                Decoder.clicks(Duration.ZERO),
                null,
                utf8("{\"event_id\":\"e\",\"user_id\":\"u\",\"item_id\":\"i\",\"event_time\":5}"));

        assertThat(dead).isEmpty();
        UserInput.Click click = (UserInput.Click) valid.get(0);
        assertThat(click.userId()).isEqualTo("u");
        assertThat(click.receivedTime()).isEqualTo(3_000_000_000L);
    }

    @Test
    void aBadRecordOfAnyTopicIsOneDeadLetter() {
        decode(Decoder.clicks(Duration.ZERO), null, utf8("{"));
        decode(Decoder.profiles(), null, utf8("{"));
        decode(Decoder.catalogue(), null, utf8("{\"title\":\"no id\"}"));
        decode(Decoder.updates(), null, utf8("{\"model\":\"other\",\"version\":1}"));
        decode(Decoder.updates(), utf8("backbone"), null);

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
    void aTombstoneWithdrawsWhatItsKeyNames() {
        decode(Decoder.profiles(), utf8("ann"), null);
        decode(Decoder.catalogue(), utf8("tt1"), null);

        assertThat(valid)
                .containsExactly(
                        new UserInput.ProfileWithdrawn("ann"), new SharedInput.Withdrawn("tt1"));
    }

    @Test
    void aTombstoneWithoutAUsableKeyIsADeadLetter() {
        decode(Decoder.catalogue(), null, null);
        decode(Decoder.catalogue(), new byte[257], null);

        assertThat(valid).isEmpty();
        assertThat(dead)
                .extracting(DeadLetter::reason)
                .containsExactly(Reason.MISSING_ID, Reason.ID_TOO_LONG);
    }
}
