package io.riffle.lab.clicks;

import io.riffle.lab.kafka.TopicPlan;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.wire.ClickDecoder;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.Decoded;
import io.riffle.schema.wire.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file, sent unchanged with content type JSON, whatever they hold. A line that is a
 * valid click is keyed by its user, so that a user's clicks stay in order; any other has no key.
 */
public final class RawFileSource implements ClickSource {

    /** Bytes of a line that Kafka's framing still fits beside. */
    private static final int LONGEST = TopicPlan.MAX_CLICK_RECORD - 512;

    private static final Map.Entry<String, byte[]> JSON =
            Map.entry(
                    ContentType.HEADER, ContentType.JSON.header().getBytes(StandardCharsets.UTF_8));

    private final Path path;
    private final RawLines lines;
    private final ClickDecoder decoder;
    private final InstantSource clock;
    private long unsendable;
    private long firstUnsendable;

    /** Opens a file of lines, of which the decoder tells what they are. */
    public RawFileSource(Path path, ClickDecoder decoder, InstantSource clock) throws IOException {
        this.path = path;
        this.decoder = decoder;
        this.clock = clock;
        lines = new RawLines(path, LONGEST);
    }

    @Override
    public String describe() {
        return path + ", lines unchanged";
    }

    @Override
    public @Nullable OutgoingClick next() throws IOException {
        byte[] line = lines.next();
        while (line != null && lines.tooLong()) {
            if (unsendable++ == 0) {
                firstUnsendable = lines.number();
            }
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        ClickEvent click = decode(line);
        byte[] key = click == null ? null : click.userId().getBytes(StandardCharsets.UTF_8);
        return new OutgoingClick(key, line, ContentType.JSON, click);
    }

    private @Nullable ClickEvent decode(byte[] line) {
        RawRecord record =
                new RawRecord(
                        "click-events", 0, 0, clock.millis(), new byte[0], line, List.of(JSON));
        return decoder.decode(record) instanceof Decoded.Click valid ? valid.event() : null;
    }

    @Override
    public long badRows() {
        return unsendable;
    }

    @Override
    public String leftOut() {
        return unsendable == 0
                ? ""
                : path
                        + ": "
                        + unsendable
                        + " lines are longer than a record may be and are not sent (first: line "
                        + firstUnsendable
                        + ")";
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
