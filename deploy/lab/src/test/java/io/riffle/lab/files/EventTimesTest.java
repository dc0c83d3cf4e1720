package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of an events file: one unit, and what is none of it is told. */
class EventTimesTest {
    private static final long T = 1_600_000_000L;

    @TempDir Path folder;

    @Test
    void secondsAreSecondsAndWhatIsNoneIsNamed() throws IOException {
        Path file =
                EventFiles.write(
                        folder,
                        "e.csv",
                        """
                        user_id,item_id,timestamp_seconds
                        u,a,1600000000.0
                        u,b,1.6e9
                        u,c,1600008400000
                        u,d,2020-09-13T14:46:40Z
                        u,e,1600000000.5
                        u,f,
                        """);
        try (Rows<FileEvent> events = EventFile.open(file)) {
            assertThat(EventFiles.drain(events))
                    .extracting(FileEvent::seconds)
                    .containsExactly(T, T);
            assertThat(events.badRows().first())
                    .containsExactly(
                            "line 4: timestamp_seconds (1600008400000) is milliseconds (year"
                                    + " 52672), must be seconds",
                            "line 5: timestamp_seconds (2020-09-13T14:46:40Z) is ISO-8601 text,"
                                    + " must be seconds",
                            "line 6: timestamp_seconds (1600000000.5) is not a whole number",
                            "line 7: timestamp_seconds is missing");
        }
    }

    @Test
    void aFileNeverMixesUnitsWithoutAWord() throws IOException {
        Path file =
                EventFiles.write(
                        folder,
                        "e.csv",
                        """
                        user_id,item_id,timestamp
                        u,a,1600000000000
                        u,b,1600000000
                        u,c,2020-09-13T14:46:40Z
                        u,d,1600000001999
                        """);
        try (Rows<FileEvent> events = EventFile.open(file)) {
            assertThat(EventFiles.drain(events))
                    .extracting(FileEvent::seconds)
                    .containsExactly(T, T + 1);
            assertThat(events.badRows().first())
                    .containsExactly(
                            "line 3: timestamp (1600000000) is seconds (year 1970), must be"
                                    + " milliseconds",
                            "line 4: timestamp (2020-09-13T14:46:40Z) is ISO-8601 text, must be"
                                    + " milliseconds");
        }
        Path text =
                EventFiles.write(
                        folder,
                        "f.csv",
                        """
                        user_id,item_id,ts
                        u,a,2020-09-13T12:26:40Z
                        u,b,1600000000
                        u,c,2020-09-13T14:46:40
                        """);
        try (Rows<FileEvent> events = EventFile.open(text)) {
            assertThat(EventFiles.drain(events)).extracting(FileEvent::seconds).containsExactly(T);
            assertThat(events.badRows().first().get(0)).contains("is a number, must be ISO-8601");
            assertThat(events.badRows().first().get(1)).contains("with a zone");
        }
    }
}
