package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of an events file: the good ones, and what is said of the bad ones. */
class EventFileTest {
    private static final long T = 1_600_000_000L;

    @TempDir Path folder;

    @Test
    void columnsAreFoundByName() throws IOException {
        Path file =
                EventFiles.write(
                        folder,
                        "e.csv",
                        "timestamp_seconds,rating,item_id,user_id\n" + T + ",5,i,u\n");
        assertThat(EventFiles.events(file))
                .containsExactly(new FileEvent(2, "", "u", "i", T, Action.CLICK));
    }

    @Test
    void gzipIsReadByExtension() throws IOException {
        Path file = folder.resolve("e.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    ("user_id,item_id,timestamp_seconds\r\nu,i," + T + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(EventFiles.events(file)).extracting(FileEvent::itemId).containsExactly("i");
    }

    @Test
    void badRowsAreCountedWithLineAndReasonAndTheFileIsReadToTheEnd() throws IOException {
        String text =
                "user_id,item_id,timestamp_seconds\n"
                        + "u,i,1600000001\n"
                        + "u,i\n"
                        + "u,i,soon\n"
                        + "u,i,0\n"
                        + "u,"
                        + "x".repeat(1_000_000)
                        + ",1600000002\n"
                        + ",i,1600000003\n"
                        + "u,\"i,4\n"
                        + "u,last,1600000005";
        Path file = EventFiles.write(folder, "e.csv", text);
        try (Rows<FileEvent> events = EventFile.open(file)) {
            List<FileEvent> good = EventFiles.drain(events);
            assertThat(good).extracting(FileEvent::itemId).containsExactly("i", "last");
            assertThat(events.badRows().count()).isEqualTo(6);
            assertThat(events.badRows().rows()).isEqualTo(8);
            assertThat(events.badRows().first())
                    .containsExactly(
                            "line 3: 2 fields, the header has 3",
                            "line 4: timestamp_seconds (soon) is not a whole number",
                            "line 5: timestamp_seconds (0) is the year 1970 as seconds, must be"
                                    + " from 1990 to 2100",
                            "line 6: item_id is longer than 256 bytes",
                            "line 7: user_id is missing");
            assertThatThrownBy(() -> events.badRows().check(BadRowLimit.DEFAULT))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("(6 of 8)")
                    .hasMessageContaining("line 3");
            events.badRows().check(BadRowLimit.parse("6"));
            events.badRows().check(BadRowLimit.parse("80%"));
        }
    }

    @Test
    void eventTypesBecomeActionsAndShownIsSkipped() throws IOException {
        Path file =
                EventFiles.write(
                        folder,
                        "e.csv",
                        """
                        user_id,item_id,timestamp_seconds,event_type
                        u,a,1600000000,click
                        u,b,1600000000,review
                        u,c,1600000000,PURCHASE
                        u,d,1600000000,shown
                        u,e,1600000000,stolen
                        """);
        try (Rows<FileEvent> events = EventFile.open(file)) {
            assertThat(EventFiles.drain(events))
                    .extracting(FileEvent::action)
                    .containsExactly(Action.CLICK, Action.CLICK, Action.PURCHASE);
            assertThat(events.shown()).isEqualTo(1);
            assertThat(events.badRows().count()).isEqualTo(1);
        }
    }

    @Test
    void bytesThatAreNoUtf8AreBadRowsAndMergeNoIds() throws IOException {
        Path file = folder.resolve("latin1.csv");
        Files.write(
                file,
                "user_id,item_id,timestamp_seconds\nu,caf\u00e9,1600000000\nu,caf\u00e8,1600000000\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        try (Rows<FileEvent> events = EventFile.open(file)) {
            assertThat(EventFiles.drain(events)).isEmpty();
            assertThat(events.badRows().count()).isEqualTo(2);
            assertThat(events.badRows().first().get(0)).contains("not UTF-8");
        }
        Path whole =
                EventFiles.write(
                        folder,
                        "utf8.csv",
                        "user_id,item_id,timestamp_seconds\nu,\uFFFD,1600000000\n");
        assertThat(EventFiles.events(whole))
                .extracting(FileEvent::itemId)
                .containsExactly("\uFFFD");
    }

    @Test
    void aFileWithoutOneGoodRowIsRefusedWhateverIsAllowed() throws IOException {
        Path file =
                EventFiles.write(folder, "e.csv", "user_id,item_id,timestamp_seconds\nu,i,soon\n");
        try (Rows<FileEvent> events = EventFile.open(file)) {
            assertThat(EventFiles.drain(events)).isEmpty();
            assertThatThrownBy(() -> events.badRows().check(BadRowLimit.parse("100%")))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("(1 of 1)");
        }
    }

    @Test
    void messagesAreShortOnOneLineAndEscaped() throws IOException {
        Path file =
                EventFiles.write(
                        folder,
                        "cr.csv",
                        "user_id,item_id,timestamp_seconds\r" + "u,i,1\r".repeat(9_999));
        assertThatThrownBy(() -> EventFile.open(file))
                .hasMessageContaining("CR alone")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        Path wide = EventFiles.write(folder, "wide.csv", "a\u0007b,".repeat(5_000) + "\n");
        assertThatThrownBy(() -> EventFile.open(wide))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u0007"));
        Path row =
                EventFiles.write(
                        folder,
                        "row.csv",
                        "user_id,item_id,timestamp_seconds\nu,i,\u001b[31m" + "9".repeat(4_000));
        try (Rows<FileEvent> events = EventFile.open(row)) {
            assertThat(EventFiles.drain(events)).isEmpty();
            assertThat(events.badRows().first().get(0))
                    .contains("\\u001b[31m")
                    .hasSizeLessThan(200);
        }
    }

    @Test
    void anEmptyFileIsAnError() throws IOException {
        Path file = EventFiles.write(folder, "e.csv", "");
        assertThatThrownBy(() -> EventFile.open(file)).isInstanceOf(FileFormatException.class);
    }
}
