package io.riffle.job.state;

import io.riffle.schema.codec.Codec;
import java.util.Locale;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Tells Flink which codec ships a type between steps, so that nothing falls back to Kryo. */
public final class CodecType<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final CodecSerializer<T> serializer;

    /** The type that a codec writes and reads. */
    public CodecType(Class<T> type, Class<? extends Codec<T>> codecClass) {
        this.type = type;
        this.serializer = new CodecSerializer<>(codecClass);
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof CodecType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodecType<?> that
                && type.equals(that.type)
                && serializer.equals(that.serializer);
    }

    @Override
    public int hashCode() {
        return serializer.hashCode();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "CodecType(%s)", type.getSimpleName());
    }
}
