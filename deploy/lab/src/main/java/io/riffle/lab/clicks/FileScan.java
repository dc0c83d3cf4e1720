package io.riffle.lab.clicks;

import io.riffle.lab.files.EventFile;
import io.riffle.lab.files.FileEvent;
import io.riffle.lab.files.FileFormatException;
import io.riffle.lab.files.Reading;
import io.riffle.lab.files.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An events file read through before anything of it is sent.
 *
 * @param itemIds items it names, in order of first appearance
 * @param sorted whether its times never fall
 */
record FileScan(List<String> itemIds, boolean sorted) {

    /**
     * Reads the file.
     *
     * @throws FileFormatException when it has no good row, or too many bad ones
     */
    static FileScan of(Path path, Reading reading) throws IOException {
        Set<String> items = new LinkedHashSet<>();
        boolean inOrder = true;
        long newest = 0;
        try (Rows<FileEvent> scan = EventFile.open(path, reading)) {
            for (FileEvent event = scan.next(); event != null; event = scan.next()) {
                items.add(event.itemId());
                inOrder &= event.seconds() >= newest;
                newest = event.seconds();
            }
            scan.badRows().check(reading.limit());
        }
        if (items.isEmpty()) {
            throw new FileFormatException(
                    "The events (0) of " + path.getFileName() + " must be at least 1.");
        }
        return new FileScan(List.copyOf(items), inOrder);
    }
}
