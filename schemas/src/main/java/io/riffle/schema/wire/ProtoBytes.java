package io.riffle.schema.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;

/** Generated messages to and from bytes of either content type. */
public final class ProtoBytes {

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .alwaysPrintFieldsWithNoPresence()
                    .omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private ProtoBytes() {}

    public static byte[] write(Message message, ContentType type) {
        return switch (type) {
            case PROTOBUF -> message.toByteArray();
            case JSON -> json(message).getBytes(StandardCharsets.UTF_8);
        };
    }

    /**
     * Fills the builder.
     *
     * @throws WireException {@link io.riffle.schema.DeadLetter.Reason#UNPARSEABLE}
     */
    public static <B extends Message.Builder> B read(B builder, byte[] bytes, ContentType type) {
        switch (type) {
            case PROTOBUF -> readProtobuf(builder, bytes);
            case JSON -> readJson(builder, bytes);
        }
        return builder;
    }

    private static void readProtobuf(Message.Builder builder, byte[] bytes) {
        try {
            builder.mergeFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw WireException.foreign(
                    bytes.length + " bytes",
                    "a protobuf " + builder.getDescriptorForType().getFullName(),
                    "it was cut, or the content-type is wrong",
                    e);
        }
    }

    private static void readJson(Message.Builder builder, byte[] bytes) {
        String text = StrictJson.text(bytes);
        // The protobuf parser forgives comments, single quotes and whatever follows the object.
        JsonShape.check(text, builder.getDescriptorForType());
        try {
            PARSER.merge(text, builder);
        } catch (InvalidProtocolBufferException e) {
            throw WireException.foreign(
                    text.length() + " characters",
                    "a JSON " + builder.getDescriptorForType().getFullName(),
                    "a field stands there in both spellings",
                    e);
        }
    }

    private static String json(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Only messages with an Any can fail to print", e);
        }
    }
}
