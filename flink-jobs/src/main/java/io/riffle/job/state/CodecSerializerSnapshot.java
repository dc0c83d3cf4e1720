package io.riffle.job.state;

import io.riffle.schema.codec.Codec;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint remembers of a {@link CodecSerializer}: the codec's class name and the version
 * its values were written with (one byte).
 *
 * <p>Its own name stands in savepoints as well: neither it nor a codec moves or is renamed.
 */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int LAYOUT = 1;

    private @Nullable Class<? extends Codec<T>> codecClass;
    private int writtenVersion;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public CodecSerializerSnapshot() {}

    CodecSerializerSnapshot(Class<? extends Codec<T>> codecClass, int writtenVersion) {
        this.codecClass = codecClass;
        this.writtenVersion = writtenVersion;
    }

    @Override
    public int getCurrentVersion() {
        return LAYOUT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(known().getName());
        out.writeByte(writtenVersion);
    }

    @Override
    public void readSnapshot(int layout, DataInputView in, ClassLoader classLoader)
            throws IOException {
        if (layout != LAYOUT) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The layout (%d) of a serializer snapshot must be %d.%nMaybe the state"
                                    + " was written by a newer release.",
                            layout,
                            LAYOUT));
        }
        codecClass = codecNamed(in.readUTF(), classLoader);
        writtenVersion = in.readUnsignedByte();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new CodecSerializer<>(known(), writtenVersion);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof CodecSerializerSnapshot<T> old)
                || !known().equals(old.codecClass)
                || old.writtenVersion > writtenVersion) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return old.writtenVersion == writtenVersion
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }

    private Class<? extends Codec<T>> known() {
        Class<? extends Codec<T>> current = codecClass;
        if (current == null) {
            throw new IllegalStateException(
                    "A serializer snapshot must be read before it is used.");
        }
        return current;
    }

    @SuppressWarnings("unchecked") // the name was written from a Codec<T>
    private static <T> Class<? extends Codec<T>> codecNamed(String name, ClassLoader classLoader)
            throws IOException {
        try {
            return (Class<? extends Codec<T>>)
                    Class.forName(name, false, classLoader).asSubclass(Codec.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The codec (%s) of a serializer snapshot must be a class of this"
                                    + " release.%nMaybe it was renamed.",
                            name),
                    e);
        }
    }
}
