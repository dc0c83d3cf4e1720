package io.riffle.lab.clicks;

import io.riffle.lab.files.EventFile;
import io.riffle.lab.files.FileEvent;
import io.riffle.lab.files.Reading;
import io.riffle.lab.files.Rows;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.wire.ClickEventWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An events file, row by row in file order, as protobuf. Bad and {@code shown} rows are not sent; a
 * file with too many bad rows is refused before its first is.
 */
public final class EventFileSource implements ClickSource {

    private final Path path;
    private final Rows<FileEvent> file;
    private final ContentIds ids = new ContentIds();
    private final ClickEventWire wire = new ClickEventWire();

    /**
     * Opens the file, after reading it through once.
     *
     * @throws io.riffle.lab.files.FileFormatException when it has no good row, or too many bad ones
     */
    public EventFileSource(Path path, Reading reading) throws IOException {
        this.path = path;
        FileScan.of(path, reading);
        file = EventFile.open(path, reading);
    }

    @Override
    public String describe() {
        return path.toString();
    }

    @Override
    public @Nullable OutgoingClick next() throws IOException {
        FileEvent event = file.next();
        return event == null ? null : outgoing(event, ids, wire);
    }

    @Override
    public long badRows() {
        return file.badRows().count();
    }

    @Override
    public String leftOut() {
        return leftOut(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static OutgoingClick outgoing(FileEvent event, ContentIds ids, ClickEventWire wire) {
        ClickEvent click =
                new ClickEvent(
                        ids.of(event),
                        event.userId(),
                        event.itemId(),
                        event.action(),
                        event.seconds() * 1000,
                        null,
                        0,
                        Map.of());
        return OutgoingClick.of(click, wire);
    }

    static String leftOut(Rows<FileEvent> file) {
        String shown = file.shown() == 0 ? "" : file.shown() + " rows of type shown are not sent";
        String bad = file.badRows().summary();
        return shown.isEmpty() || bad.isEmpty() ? bad + shown : bad + "; " + shown;
    }
}
