package io.riffle.job.state;

import io.riffle.schema.codec.Codec;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Lets Flink keep and ship values with a {@link Codec}: the only serializer of the jobs.
 *
 * <p>Values are treated as immutable. The codec's version is written once, into the snapshot, not
 * into every value; state of an older version is read with that version and rewritten by the
 * serializer of today. One that was restored with an older version only reads, and says so in its
 * snapshot: state that a release keeps without using it stays readable for those after it.
 *
 * <p><b>Errors</b>: {@link io.riffle.schema.codec.CodecException} for damaged bytes; it fails the
 * job, since state is never guessed. {@link IllegalStateException} for writing with a restored
 * serializer of an older version.
 */
public final class CodecSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final Class<? extends Codec<T>> codecClass;
    private final int readVersion;
    private transient @Nullable Codec<T> codec;

    /** Reads and writes the codec's current version. */
    public CodecSerializer(Class<? extends Codec<T>> codecClass) {
        this(codecClass, create(codecClass).version());
    }

    CodecSerializer(Class<? extends Codec<T>> codecClass, int readVersion) {
        this.codecClass = codecClass;
        this.readVersion = readVersion;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        Codec<T> current = codec();
        if (current.version() != readVersion) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "The version (%d) of state of %s must be today's (%d) to be"
                                    + " written.%nMaybe the state is restored and never registered:"
                                    + " register it, or leave it out with allowNonRestoredState.",
                            readVersion,
                            codecClass.getSimpleName(),
                            current.version()));
        }
        current.write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return codec().read(readVersion, source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    /** There is no empty value; Flink asks for one only to reuse it. */
    @Override
    @SuppressWarnings(
            "NullAway") // Flink's contract allows null here, its signature does not say so
    public T createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new CodecSerializerSnapshot<>(codecClass, readVersion);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodecSerializer<?> that
                && codecClass.equals(that.codecClass)
                && readVersion == that.readVersion;
    }

    @Override
    public int hashCode() {
        return 31 * codecClass.hashCode() + readVersion;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "CodecSerializer(%s, version %d)",
                codecClass.getSimpleName(),
                readVersion);
    }

    private Codec<T> codec() {
        Codec<T> current = codec;
        if (current == null) {
            current = create(codecClass);
            codec = current;
        }
        return current;
    }

    static <T> Codec<T> create(Class<? extends Codec<T>> codecClass) {
        try {
            return codecClass.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The codec (%s) of a serializer must be public with a constructor"
                                    + " without arguments.",
                            codecClass.getName()),
                    e);
        }
    }
}
