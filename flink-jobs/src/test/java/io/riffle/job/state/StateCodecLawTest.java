package io.riffle.job.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.codec.CodecException;
import io.riffle.schema.wire.RawRecord;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** The law of codecs: what was written is read, what was damaged is refused. */
class StateCodecLawTest {

    private final RawRecordCodec codec = new RawRecordCodec();

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll byte[] key,
            @ForAll byte[] value,
            @ForAll @IntRange(min = 0) int offset,
            @ForAll @Size(max = 3) List<@AlphaChars @StringLength(max = 8) String> headers) {
        RawRecord raw = raw(key, value, offset, headers);

        RawRecord read = codec.fromBytes(codec.toBytes(raw));

        assertThat(read.key()).isEqualTo(key);
        assertThat(read.value()).isEqualTo(value);
        assertThat(read.offset()).isEqualTo(offset);
        assertThat(read.headers()).hasSameSizeAs(headers);
    }

    @Property(tries = 100)
    void whatIsCutIsRefused(
            @ForAll byte[] value, @ForAll @IntRange(min = 0, max = 100) int percent) {
        byte[] bytes = codec.toBytes(raw(new byte[0], value, 1, List.of("a")));
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length * percent / 101);

        assertThatThrownBy(() -> codec.fromBytes(cut)).isInstanceOf(CodecException.class);
    }

    @Property(tries = 100)
    void whatIsFlippedIsRefused(
            @ForAll byte[] value, @ForAll @IntRange(min = 0, max = 1000) int at) {
        byte[] bytes = codec.toBytes(raw(new byte[] {1}, value, 1, List.of("a")));
        int flipped = at % (bytes.length * 8);
        bytes[flipped / 8] ^= (byte) (1 << flipped % 8);

        assertThatThrownBy(() -> codec.fromBytes(bytes)).isInstanceOf(CodecException.class);
    }

    @Property(tries = 100)
    void anyKindByteIsReadOrRefused(@ForAll byte kind) {
        byte[] bytes = new UserInputCodec().toBytes(new UserInput.ProfileWithdrawn("ann"));
        bytes[1] = kind;

        try {
            assertThat(new UserInputCodec().fromBytes(bytes).userId()).isEqualTo("ann");
        } catch (CodecException refused) {
            assertThat(kind).isNotEqualTo((byte) 3);
        }
    }

    private static RawRecord raw(byte[] key, byte[] value, long offset, List<String> headers) {
        List<Map.Entry<String, byte[]>> entries =
                headers.stream().map(name -> Map.entry(name, new byte[] {1})).toList();
        return new RawRecord("t", 0, offset, 5, key, value, entries);
    }
}
