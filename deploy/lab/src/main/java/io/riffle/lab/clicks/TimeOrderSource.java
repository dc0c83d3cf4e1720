package io.riffle.lab.clicks;

import io.riffle.lab.files.EventFile;
import io.riffle.lab.files.FileEvent;
import io.riffle.lab.files.Reading;
import io.riffle.lab.files.Rows;
import io.riffle.schema.wire.ClickEventWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An events file in time order; events of one second in file order. A file that is sorted already
 * is streamed; another one is held in memory, some 200 bytes an event. It is read through once
 * before, for the order, for the items it names, and for its bad rows.
 */
public final class TimeOrderSource implements ClickSource {

    private final Path path;
    private final ClickEventWire wire = new ClickEventWire();
    private final ContentIds ids = new ContentIds();
    private final FileScan scan;
    private final Rows<FileEvent> file;
    private @Nullable Iterator<FileEvent> inMemory;

    /** Opens a file, after a first look at the times in it. */
    public TimeOrderSource(Path path, Reading reading) throws IOException {
        this.path = path;
        scan = FileScan.of(path, reading);
        file = EventFile.open(path, reading);
    }

    @Override
    public List<String> itemIds() {
        return scan.itemIds();
    }

    @Override
    public String describe() {
        return scan.sorted() ? path.toString() : path + ", sorted by time";
    }

    @Override
    public @Nullable OutgoingClick next() throws IOException {
        FileEvent event;
        if (scan.sorted()) {
            event = file.next();
        } else {
            if (inMemory == null) {
                inMemory = sort();
            }
            event = inMemory.hasNext() ? inMemory.next() : null;
        }
        return event == null ? null : EventFileSource.outgoing(event, ids, wire);
    }

    @Override
    public long badRows() {
        return file.badRows().count();
    }

    @Override
    public String leftOut() {
        return EventFileSource.leftOut(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Iterator<FileEvent> sort() throws IOException {
        List<FileEvent> events = new ArrayList<>();
        for (FileEvent event = file.next(); event != null; event = file.next()) {
            events.add(event);
        }
        events.sort(Comparator.comparingLong(FileEvent::seconds));
        return events.iterator();
    }
}
