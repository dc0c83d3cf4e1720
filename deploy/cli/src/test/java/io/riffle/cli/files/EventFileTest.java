package io.riffle.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir Path folder;

    @Test
    void columnsAreFoundByName() throws IOException {
        Path file = write("e.csv", "timestamp_seconds,rating,item_id,user_id\n17,5,i,u\n");
        assertThat(events(file)).containsExactly(new FileEvent(2, "2", "u", "i", 17, Action.CLICK));
    }

    @Test
    void gzipIsReadByExtension() throws IOException {
        Path file = folder.resolve("e.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    "user_id,item_id,timestamp_seconds\r\nu,i,17\r\n"
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(events(file)).extracting(FileEvent::itemId).containsExactly("i");
    }

    @Test
    void badRowsAreCountedWithLineAndReasonAndTheFileIsReadToTheEnd() throws IOException {
        String text =
                "user_id,item_id,timestamp_seconds\n"
                        + "u,i,1\n"
                        + "u,i\n"
                        + "u,i,soon\n"
                        + "u,i,0\n"
                        + "u,"
                        + "x".repeat(1_000_000)
                        + ",2\n"
                        + ",i,3\n"
                        + "u,\"i,4\n"
                        + "u,last,5";
        Path file = write("e.csv", text);
        try (EventFile events = EventFile.open(file)) {
            List<FileEvent> good = drain(events);
            assertThat(good).extracting(FileEvent::itemId).containsExactly("i", "last");
            assertThat(events.badRows().count()).isEqualTo(6);
            assertThat(events.badRows().rows()).isEqualTo(8);
            assertThat(events.badRows().first())
                    .containsExactly(
                            "line 3: 2 fields, the header has 3",
                            "line 4: timestamp_seconds (soon) is not a whole number",
                            "line 5: timestamp_seconds (0) is not a time after 1970",
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
                write(
                        "e.csv",
                        """
                        user_id,item_id,timestamp_seconds,event_type
                        u,a,1,click
                        u,b,1,review
                        u,c,1,PURCHASE
                        u,d,1,shown
                        u,e,1,stolen
                        """);
        try (EventFile events = EventFile.open(file)) {
            assertThat(drain(events))
                    .extracting(FileEvent::action)
                    .containsExactly(Action.CLICK, Action.CLICK, Action.PURCHASE);
            assertThat(events.shown()).isEqualTo(1);
            assertThat(events.badRows().count()).isEqualTo(1);
        }
    }

    @Test
    void aMissingColumnIsAnErrorThatNamesIt() throws IOException {
        Path file = write("e.csv", "user,item_id,timestamp_seconds\nu,i,1\n");
        assertThatThrownBy(() -> EventFile.open(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("must have a column user_id");
    }

    @Test
    void anEmptyFileIsAnError() throws IOException {
        Path file = write("e.csv", "");
        assertThatThrownBy(() -> EventFile.open(file)).isInstanceOf(FileFormatException.class);
    }

    @Test
    void quotedFieldsOfItemsAreUnquotedAndCategoriesSplit() throws IOException {
        Path file = write("i.csv", "item_id,title,genres\n7,\"Good, Bad\",Drama|War\n");
        try (ItemFile items = ItemFile.open(file)) {
            assertThat(items.next())
                    .satisfies(
                            item -> {
                                assertThat(item.title()).isEqualTo("Good, Bad");
                                assertThat(item.categories()).containsExactly("Drama", "War");
                            });
            assertThat(items.next()).isNull();
        }
    }

    @Test
    void otherColumnsOfUsersAreAttributes() throws IOException {
        Path file = write("u.csv", "user_id,gender,age\n1,F,\n");
        try (UserFile users = UserFile.open(file)) {
            assertThat(users.next())
                    .satisfies(user -> assertThat(user.attributes()).containsOnlyKeys("gender"));
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<FileEvent> events(Path file) throws IOException {
        try (EventFile events = EventFile.open(file)) {
            return drain(events);
        }
    }

    private static List<FileEvent> drain(EventFile events) throws IOException {
        List<FileEvent> all = new ArrayList<>();
        for (FileEvent event = events.next(); event != null; event = events.next()) {
            all.add(event);
        }
        return all;
    }
}
