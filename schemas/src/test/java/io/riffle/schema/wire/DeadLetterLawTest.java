package io.riffle.schema.wire;

import static io.riffle.schema.SizeLimits.FRAMING;
import static io.riffle.schema.SizeLimits.LETTER_START;
import static io.riffle.schema.SizeLimits.LETTER_VALUE;
import static io.riffle.schema.SizeLimits.OUTPUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever a topic hands us, its dead letter fits, and says what it does not hold. */
class DeadLetterLawTest {

    private static final int MIB = 1 << 20;
    private static final Map.Entry<String, byte[]> JSON =
            Map.entry("Content-Type", "application/json".getBytes(UTF_8));

    @Property(tries = 60)
    void aLetterFitsInEitherContentType(@ForAll("records") RawRecord record) {
        // The longest message of the longest characters that JSON has for one.
        DeadLetter letter = record.deadLetter(Reason.UNPARSEABLE, "\"\\<\u0001".repeat(10_000));

        for (ContentType type : ContentType.values()) {
            int bytes = new DeadLetterWire().write(letter, type).length + letter.key().length;
            assertThat(bytes).as(type.name()).isLessThanOrEqualTo(OUTPUT - FRAMING);
        }
    }

    @Property(tries = 30)
    void aLetterHoldsTheRecordOrItsStartWithLengthAndHash(@ForAll("records") RawRecord record) {
        DeadLetter letter = record.deadLetter(Reason.TOO_LARGE, null);
        byte[] value = record.value() == null ? new byte[0] : record.value();
        byte[] key = record.key() == null ? new byte[0] : record.key();

        int held = value.length <= LETTER_VALUE ? value.length : LETTER_START;
        assertThat(letter.value()).isEqualTo(Arrays.copyOf(value, held));
        assertThat(letter.original().valueBytes()).isEqualTo(value.length);
        assertThat(letter.original().valueSha256()).isEqualTo(Ids.sha256Hex(value));
        assertThat(letter.original().keyBytes()).isEqualTo(key.length);
        assertThat(letter.headers().size() + letter.original().headersLeftOut())
                .isEqualTo(record.headers().size());
        assertThat(letter.whole())
                .isEqualTo(
                        held == value.length
                                && letter.key().length == key.length
                                && letter.headers().size() == record.headers().size());
    }

    @Test
    void theContentTypeStaysWhateverStandsBesideIt() {
        List<Map.Entry<String, byte[]>> headers =
                new ArrayList<>(Collections.nCopies(100_000, Map.entry("x", new byte[1000])));
        headers.add(JSON);
        headers.add(Map.entry("\uD800", new byte[1]));

        DeadLetter letter =
                new RawRecord("t", 0, 0, 0, null, new byte[1], headers)
                        .deadLetter(Reason.UNPARSEABLE, null);

        assertThat(ContentType.of(letter.headers())).isEqualTo(ContentType.JSON);
        assertThat(letter.headers()).hasSizeBetween(10, 20);
        assertThat(letter.whole()).isFalse();
    }

    @Provide
    Arbitrary<RawRecord> records() {
        Arbitrary<Integer> sizes =
                Arbitraries.of(
                        0, 1, 300, LETTER_START, LETTER_VALUE, LETTER_VALUE + 1, 4 * MIB, 12 * MIB);
        Arbitrary<Integer> keys = Arbitraries.of(0, 40, 4096, 4097, 3 * MIB);
        Arbitrary<Integer> counts = Arbitraries.of(0, 1, 64, 65, 20_000);
        Arbitrary<Integer> names = Arbitraries.of(1, 100, 250, 16_384, 2 * MIB);
        return Combinators.combine(sizes, keys, counts, names, Arbitraries.of(0, 1, 256, MIB))
                .as(DeadLetterLawTest::record);
    }

    private static RawRecord record(int value, int key, int headers, int name, int header) {
        String text = "\u0001".repeat(name);
        // A record's headers are no longer than the record.
        int count = Math.min(headers, 1 + 8 * MIB / (name + header));
        List<Map.Entry<String, byte[]>> all =
                Collections.nCopies(count, Map.entry(text, filled(header)));
        return new RawRecord(
                "t".repeat(249), 7, Long.MAX_VALUE, 1L << 60, filled(key), filled(value), all);
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}
