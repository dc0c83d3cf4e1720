package io.riffle.lab.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Events files for tests. */
final class EventFiles {

    private EventFiles() {}

    static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    static List<FileEvent> events(Path file) throws IOException {
        try (Rows<FileEvent> events = EventFile.open(file)) {
            return drain(events);
        }
    }

    static List<FileEvent> drain(Rows<FileEvent> events) throws IOException {
        List<FileEvent> all = new ArrayList<>();
        for (FileEvent event = events.next(); event != null; event = events.next()) {
            all.add(event);
        }
        return all;
    }
}
