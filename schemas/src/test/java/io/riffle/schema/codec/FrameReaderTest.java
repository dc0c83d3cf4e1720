package io.riffle.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    @Test
    void numbersOfAnySizeAreRead() throws IOException {
        FrameReader fields =
                reader(
                        new FrameWriter()
                                .number(0)
                                .number(Long.MAX_VALUE)
                                .number(-1)
                                .signed(Long.MIN_VALUE)
                                .signed(-1)
                                .fixed64(-2)
                                .float32(-0.5f)
                                .optionalText(null)
                                .optionalText("é")
                                .doubles(List.of(.5)));
        assertThat(fields.number()).isZero();
        assertThat(fields.number()).isEqualTo(Long.MAX_VALUE);
        assertThat(fields.number()).isEqualTo(-1);
        assertThat(fields.signed()).isEqualTo(Long.MIN_VALUE);
        assertThat(fields.signed()).isEqualTo(-1);
        assertThat(fields.fixed64()).isEqualTo(-2);
        assertThat(fields.float32()).isEqualTo(-0.5f);
        assertThat(fields.optionalText()).isNull();
        assertThat(fields.optionalText()).isEqualTo("é");
        assertThat(fields.doubles()).containsExactly(.5);
        fields.end();
    }

    @Test
    void frameLongerThanOneStepIsRead() throws IOException {
        byte[] large = new byte[1_000_000];
        large[999_999] = 7;
        assertThat(reader(new FrameWriter().bytes(large)).bytes()).isEqualTo(large);
    }

    @Test
    void promisedGigabytesAreNotAllocated() {
        // Length 2^31 - 1, then nothing: a reader that believes it runs out of memory.
        byte[] lie = {-1, -1, -1, -1, 7};
        assertThatThrownBy(() -> open(lie)).isInstanceOf(CodecException.class);
    }

    @Test
    void countsMustFitTheBytesThatAreLeft() throws IOException {
        FrameReader fields = reader(new FrameWriter().number(1_000_000_000).number(1));
        assertThatThrownBy(() -> fields.count(1))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("(1000000000 at byte 5)")
                .hasMessageContaining("a count that fits 1 bytes");
    }

    @Test
    void fieldsLeftOverAreAnError() throws IOException {
        FrameReader fields = reader(new FrameWriter().number(1));
        assertThatThrownBy(fields::end).isInstanceOf(CodecException.class);
    }

    @Test
    void newerVersionIsAnError() {
        HistoryHeadCodec codec = new HistoryHeadCodec();
        byte newer = (byte) (codec.version() + 1);
        assertThatThrownBy(() -> codec.fromBytes(new byte[] {newer, 0, 0, 0, 0, 0}))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("version " + newer)
                .hasMessageContaining("version 1 to " + codec.version());
    }

    private static FrameReader reader(FrameWriter fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fields.writeTo(1, new DataOutputStream(bytes));
        return open(bytes.toByteArray());
    }

    private static FrameReader open(byte[] bytes) throws IOException {
        return FrameReader.open(
                "test value", 1, 1, new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
