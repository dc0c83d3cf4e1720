package io.riffle.cli.clicks;

import io.riffle.cli.files.EventFile;
import io.riffle.cli.files.FileEvent;
import io.riffle.schema.wire.ClickEventWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An events file in time order; events of one second in file order. A file that is sorted already
 * is streamed; another one is held in memory, some 200 bytes an event. It is read through once
 * before, for the order and for the items it names.
 */
public final class TimeOrderSource implements ClickSource {

    private final Path path;
    private final ClickEventWire wire = new ClickEventWire();
    private final List<String> itemIds;
    private final boolean sorted;
    private final EventFile file;
    private @Nullable Iterator<FileEvent> inMemory;

    public TimeOrderSource(Path path) throws IOException {
        this.path = path;
        Set<String> items = new LinkedHashSet<>();
        boolean inOrder = true;
        try (EventFile scan = EventFile.open(path)) {
            long newest = 0;
            for (FileEvent event = scan.next(); event != null; event = scan.next()) {
                items.add(event.itemId());
                inOrder &= event.seconds() >= newest;
                newest = event.seconds();
            }
        }
        itemIds = List.copyOf(items);
        sorted = inOrder;
        file = EventFile.open(path);
    }

    @Override
    public List<String> itemIds() {
        return itemIds;
    }

    @Override
    public String describe() {
        return sorted ? path.toString() : path + ", sorted by time";
    }

    @Override
    public @Nullable OutgoingClick next() throws IOException {
        FileEvent event;
        if (sorted) {
            event = file.next();
        } else {
            if (inMemory == null) {
                inMemory = sort();
            }
            event = inMemory.hasNext() ? inMemory.next() : null;
        }
        return event == null ? null : EventFileSource.outgoing(event, wire);
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
