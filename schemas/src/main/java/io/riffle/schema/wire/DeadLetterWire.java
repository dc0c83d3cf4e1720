package io.riffle.schema.wire;

import com.google.protobuf.ByteString;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Original;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link DeadLetter} at the edge. In JSON the original bytes are Base64. */
public final class DeadLetterWire implements Wire<DeadLetter> {

    @Override
    public byte[] write(DeadLetter letter, ContentType type) {
        var message =
                io.riffle.schema.v1.DeadLetter.newBuilder()
                        .setTopic(letter.topic())
                        .setPartition(letter.partition())
                        .setOffset(letter.offset())
                        .setReasonValue(letter.reason().code())
                        .setMessage(letter.message())
                        .setKey(ByteString.copyFrom(letter.key()))
                        .setValue(ByteString.copyFrom(letter.value()))
                        .setTime(letter.time())
                        .setKeyBytes(letter.original().keyBytes())
                        .setValueBytes(letter.original().valueBytes())
                        .setValueSha256(letter.original().valueSha256())
                        .setHeadersLeftOut(letter.original().headersLeftOut());
        for (Map.Entry<String, byte[]> header : letter.headers()) {
            message.addHeadersBuilder()
                    .setName(header.getKey())
                    .setValue(ByteString.copyFrom(header.getValue()));
        }
        return ProtoBytes.write(message.build(), type);
    }

    @Override
    public DeadLetter read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.DeadLetter.newBuilder(), bytes, type).build();
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        for (var header : message.getHeadersList()) {
            headers.add(Map.entry(header.getName(), header.getValue().toByteArray()));
        }
        try {
            return new DeadLetter(
                    message.getTopic(),
                    message.getPartition(),
                    message.getOffset(),
                    DeadLetter.Reason.of(message.getReasonValue()),
                    message.getMessage(),
                    message.getKey().toByteArray(),
                    message.getValue().toByteArray(),
                    headers,
                    message.getTime(),
                    original(message));
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid dead letter", e);
        }
    }

    /** Letters of earlier releases say no lengths: they are whole. */
    private static Original original(io.riffle.schema.v1.DeadLetter message) {
        return new Original(
                Math.max(message.getKeyBytes(), message.getKey().size()),
                Math.max(message.getValueBytes(), message.getValue().size()),
                message.getValueSha256(),
                message.getHeadersLeftOut());
    }
}
