package io.riffle.job.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.HistoryHeadCodec;
import io.riffle.schema.history.HistoryHead;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecSerializerTest {

    private final CodecSerializer<HistoryHead> serializer =
            new CodecSerializer<>(HistoryHeadCodec.class);

    /** A codec of a later release: version 2 adds a number to the text of version 1. */
    public static final class GrownCodec implements Codec<String> {
        @Override
        public int version() {
            return 2;
        }

        @Override
        public void write(String value, DataOutput out) throws IOException {
            out.writeUTF(value);
            out.writeInt(value.length());
        }

        @Override
        public String read(int version, DataInput in) throws IOException {
            String value = in.readUTF();
            return version == 1 ? value + "?" : value + in.readInt();
        }
    }

    /** Of the same type, in another layout. */
    public static final class OtherCodec implements Codec<String> {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(String value, DataOutput out) throws IOException {
            out.writeUTF(value);
        }

        @Override
        public String read(int version, DataInput in) throws IOException {
            return in.readUTF();
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        HistoryHead head = new HistoryHead(3, 9, 4, 1, 12);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(head, out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(serializer.deserialize(in)).isEqualTo(head);
    }

    @Test
    void releasedSnapshotsKeepTheirMeaning() throws IOException {
        byte[] today = snapshot(serializer.snapshotConfiguration());
        byte[] golden = Golden.bytes("serializer-snapshot-v3.bin", today);

        assertThat(today).isEqualTo(golden);
        TypeSerializerSnapshot<HistoryHead> read = restore(golden);
        assertThat(read.restoreSerializer()).isEqualTo(serializer);
        assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(read))
                .matches(answer -> answer.isCompatibleAsIs());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void stateUnderAReleasedSnapshotIsReadAsItsReleaseWroteIt(int version) throws IOException {
        TypeSerializerSnapshot<HistoryHead> released =
                restore(Golden.released("serializer-snapshot-v" + version + ".bin"));

        assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(released))
                .matches(answer -> answer.isCompatibleAfterMigration());
        assertThat(released.restoreSerializer()).isNotEqualTo(serializer);
    }

    @Test
    void stateOfAnOlderVersionIsReadWithThatVersionAndMigrated() throws IOException {
        TypeSerializerSnapshot<String> old = new CodecSerializerSnapshot<>(GrownCodec.class, 1);
        TypeSerializerSnapshot<String> now =
                new CodecSerializer<>(GrownCodec.class).snapshotConfiguration();
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF("old");

        assertThat(now.resolveSchemaCompatibility(old).isCompatibleAfterMigration()).isTrue();
        TypeSerializer<String> reader = old.restoreSerializer();
        assertThat(reader.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo("old?");
    }

    @Test
    void whatWasRestoredWithAnOlderVersionKeepsItAndOnlyReads() throws IOException {
        TypeSerializer<String> restored =
                new CodecSerializerSnapshot<>(GrownCodec.class, 1).restoreSerializer();

        assertThat(snapshot(restored.snapshotConfiguration()))
                .isEqualTo(snapshot(new CodecSerializerSnapshot<>(GrownCodec.class, 1)));
        DataOutputSerializer out = new DataOutputSerializer(64);
        assertThatThrownBy(() -> restored.serialize("new", out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "The version (1) of state of GrownCodec must be today's (2)");
        assertThat(out.length()).isZero();
    }

    @Test
    void stateOfANewerVersionIsRefused() {
        assertThat(compatibility(new CodecSerializerSnapshot<>(GrownCodec.class, 3)))
                .matches(answer -> answer.isIncompatible());
    }

    @Test
    void stateOfAnotherCodecIsRefusedWhateverItsVersion() {
        for (int version = 1; version <= 3; version++) {
            assertThat(compatibility(new CodecSerializerSnapshot<>(OtherCodec.class, version)))
                    .matches(answer -> answer.isIncompatible());
        }
    }

    private static TypeSerializerSchemaCompatibility<String> compatibility(
            TypeSerializerSnapshot<String> old) {
        return new CodecSerializer<>(GrownCodec.class)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(old);
    }

    @Test
    void aCodecThatIsGoneIsNamed() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF("io.riffle.GoneCodec");
        out.writeByte(1);

        assertThatThrownBy(
                        () ->
                                new CodecSerializerSnapshot<String>()
                                        .readSnapshot(
                                                1,
                                                new DataInputDeserializer(out.getCopyOfBuffer()),
                                                getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("io.riffle.GoneCodec");
    }

    private static byte[] snapshot(TypeSerializerSnapshot<?> snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        return out.getCopyOfBuffer();
    }

    private static TypeSerializerSnapshot<HistoryHead> restore(byte[] bytes) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(bytes), CodecSerializerTest.class.getClassLoader());
    }
}
