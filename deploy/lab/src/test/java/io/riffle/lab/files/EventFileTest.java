package io.riffle.lab.files;

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
    private static final long T = 1_600_000_000L;

    @TempDir Path folder;

    @Test
    void columnsAreFoundByName() throws IOException {
        Path file = write("e.csv", "timestamp_seconds,rating,item_id,user_id\n" + T + ",5,i,u\n");
        assertThat(events(file)).containsExactly(new FileEvent(2, "", "u", "i", T, Action.CLICK));
    }

    @Test
    void gzipIsReadByExtension() throws IOException {
        Path file = folder.resolve("e.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    ("user_id,item_id,timestamp_seconds\r\nu,i," + T + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(events(file)).extracting(FileEvent::itemId).containsExactly("i");
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
                write(
                        "e.csv",
                        """
                        user_id,item_id,timestamp_seconds,event_type
                        u,a,1600000000,click
                        u,b,1600000000,review
                        u,c,1600000000,PURCHASE
                        u,d,1600000000,shown
                        u,e,1600000000,stolen
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
        Path file = write("e.csv", "user_id,item_id,when\nu,i,1\n");
        assertThatThrownBy(() -> EventFile.open(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("must have a column timestamp_seconds");
    }

    @Test
    void allMissingColumnsAreNamedAtOnceAndTheWayOut() throws IOException {
        Path file = write("e.csv", "who,what,rating\nu,i,1\n");
        assertThatThrownBy(() -> EventFile.open(file))
                .hasMessageContaining("(who,what,rating)")
                .hasMessageContaining("columns user_id and item_id and timestamp_seconds")
                .hasMessageContaining("--columns");
    }

    @Test
    void aColumnThatIsThereTwiceIsRefused() throws IOException {
        Path twice = write("e.csv", "user_id,item_id,item_id,timestamp_seconds\nu,i,j,1\n");
        assertThatThrownBy(() -> EventFile.open(twice)).hasMessageContaining("one column item_id");
        Path alike = write("f.csv", "userId,UserID,item_id,timestamp_seconds\nu,v,j,1\n");
        assertThatThrownBy(() -> EventFile.open(alike))
                .hasMessageContaining("one column for user_id")
                .hasMessageContaining("--columns user=");
    }

    @Test
    void separatorsAndHeadersOfTheCommonSetsAreRecognised() throws IOException {
        for (String text :
                List.of(
                        "userId,movieId,rating,timestamp\nu,i,4.0,1600000000\n",
                        "user_id;item_id;timestamp_seconds\nu;i;1600000000\n",
                        "user_id\titem_id\ttimestamp_seconds\nu\ti\t1600000000\n",
                        """
                        user_id:token\titem_id:token\trating:float\ttimestamp:float
                        u\ti\t3\t1600000000.0
                        """,
                        """
                        timestamp,visitorid,event,itemid,transactionid
                        1600000000123,u,view,i,
                        """,
                        "session,aid,ts,type\nu,i,1600000000123,cart\n",
                        "SessionId|ItemId|Time\nu|i|1600000000\n",
                        "UserID::MovieID::Rating::Timestamp\nu::i::5::1600000000\n",
                        "session_id,timestamp,item_id,category\nu,2020-09-13T12:26:40.123Z,i,0\n",
                        """
                        "user_id", "item_id", "timestamp"
                        "u", "i", "2020-09-13 14:26:40+02:00"
                        """)) {
            List<FileEvent> events = events(write("e.csv", text));
            assertThat(events).as(text).hasSize(1);
            assertThat(events.get(0).userId()).as(text).isEqualTo("u");
            assertThat(events.get(0).itemId()).as(text).isEqualTo("i");
            assertThat(events.get(0).seconds()).as(text).isEqualTo(T);
        }
    }

    @Test
    void aSeparatorThatIsNoCommaIsTold() throws IOException {
        Path file = write("e.csv", "user_id;item_id;timestamp_seconds\nu;i;1600000000\n");
        try (EventFile events = EventFile.open(file)) {
            assertThat(events.remark()).contains("e.csv has ; where , is expected");
        }
    }

    @Test
    void columnsAreThoseTheUserNames() throws IOException {
        Path file = write("e.csv", "who,what,kind,when\nu,i,addtocart,1600000000\n");
        Reading reading =
                new Reading(
                        Columns.parse("user=who, item=what,time=when,event=kind"),
                        EventNames.parse("addtocart=CART,gone=shown"),
                        BadRowLimit.DEFAULT);
        try (EventFile events = EventFile.open(file, reading)) {
            assertThat(drain(events))
                    .containsExactly(new FileEvent(2, "", "u", "i", T, Action.CART));
        }
    }

    @Test
    void columnsByPlaceAreThoseOfAFileWithoutAHeader() throws IOException {
        Path file = write("ratings.dat", "1::1193::5::1600000000\n1::661::3::1600000001\n");
        assertThatThrownBy(() -> EventFile.open(file))
                .hasMessageContaining("it has no header")
                .hasMessageContaining("--columns user=1");
        Reading reading =
                new Reading(
                        Columns.parse("user=1,item=2,time=4"), EventNames.OWN, BadRowLimit.DEFAULT);
        try (EventFile events = EventFile.open(file, reading)) {
            assertThat(drain(events))
                    .containsExactly(
                            new FileEvent(1, "", "1", "1193", T, Action.CLICK),
                            new FileEvent(2, "", "1", "661", T + 1, Action.CLICK));
        }
        Reading tooFar =
                new Reading(
                        Columns.parse("user=1,item=2,time=5"), EventNames.OWN, BadRowLimit.DEFAULT);
        assertThatThrownBy(() -> EventFile.open(file, tooFar)).hasMessageContaining("number 5");
    }

    @Test
    void wrongMappingsAreRefusedInWords() {
        for (String text :
                List.of("who=x", "user", "user=", "user=a,user=b", "", "user=1,item=x")) {
            assertThatThrownBy(() -> Columns.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must");
        }
        for (String text : List.of("a=BUY", "a", "=CLICK", "a=CLICK,a=VIEW", "")) {
            assertThatThrownBy(() -> EventNames.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PURCHASE");
        }
    }

    @Test
    void blanksAroundFieldsDoNotCount() throws IOException {
        Path file = write("e.csv", " user_id, item_id , timestamp_seconds\nu , i, 1600000000 \n");
        assertThat(events(file)).containsExactly(new FileEvent(2, "", "u", "i", T, Action.CLICK));
    }

    @Test
    void secondsAreSecondsAndWhatIsNoneIsNamed() throws IOException {
        Path file =
                write(
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
        try (EventFile events = EventFile.open(file)) {
            assertThat(drain(events)).extracting(FileEvent::seconds).containsExactly(T, T);
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
                write(
                        "e.csv",
                        """
                        user_id,item_id,timestamp
                        u,a,1600000000000
                        u,b,1600000000
                        u,c,2020-09-13T14:46:40Z
                        u,d,1600000001999
                        """);
        try (EventFile events = EventFile.open(file)) {
            assertThat(drain(events)).extracting(FileEvent::seconds).containsExactly(T, T + 1);
            assertThat(events.badRows().first())
                    .containsExactly(
                            "line 3: timestamp (1600000000) is seconds (year 1970), must be"
                                    + " milliseconds",
                            "line 4: timestamp (2020-09-13T14:46:40Z) is ISO-8601 text, must be"
                                    + " milliseconds");
        }
        Path text =
                write(
                        "f.csv",
                        """
                        user_id,item_id,ts
                        u,a,2020-09-13T12:26:40Z
                        u,b,1600000000
                        u,c,2020-09-13T14:46:40
                        """);
        try (EventFile events = EventFile.open(text)) {
            assertThat(drain(events)).extracting(FileEvent::seconds).containsExactly(T);
            assertThat(events.badRows().first().get(0)).contains("is a number, must be ISO-8601");
            assertThat(events.badRows().first().get(1)).contains("with a zone");
        }
    }

    @Test
    void bytesThatAreNoUtf8AreBadRowsAndMergeNoIds() throws IOException {
        Path file = folder.resolve("latin1.csv");
        Files.write(
                file,
                "user_id,item_id,timestamp_seconds\nu,caf\u00e9,1600000000\nu,caf\u00e8,1600000000\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        try (EventFile events = EventFile.open(file)) {
            assertThat(drain(events)).isEmpty();
            assertThat(events.badRows().count()).isEqualTo(2);
            assertThat(events.badRows().first().get(0)).contains("not UTF-8");
        }
        Path whole = write("utf8.csv", "user_id,item_id,timestamp_seconds\nu,\uFFFD,1600000000\n");
        assertThat(events(whole)).extracting(FileEvent::itemId).containsExactly("\uFFFD");
    }

    @Test
    void aFileWithoutOneGoodRowIsRefusedWhateverIsAllowed() throws IOException {
        Path file = write("e.csv", "user_id,item_id,timestamp_seconds\nu,i,soon\n");
        try (EventFile events = EventFile.open(file)) {
            assertThat(drain(events)).isEmpty();
            assertThatThrownBy(() -> events.badRows().check(BadRowLimit.parse("100%")))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("(1 of 1)");
        }
    }

    @Test
    void messagesAreShortOnOneLineAndEscaped() throws IOException {
        Path file =
                write("cr.csv", "user_id,item_id,timestamp_seconds\r" + "u,i,1\r".repeat(9_999));
        assertThatThrownBy(() -> EventFile.open(file))
                .hasMessageContaining("CR alone")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        Path wide = write("wide.csv", "a\u0007b,".repeat(5_000) + "\n");
        assertThatThrownBy(() -> EventFile.open(wide))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u0007"));
        Path row =
                write(
                        "row.csv",
                        "user_id,item_id,timestamp_seconds\nu,i,\u001b[31m" + "9".repeat(4_000));
        try (EventFile events = EventFile.open(row)) {
            assertThat(drain(events)).isEmpty();
            assertThat(events.badRows().first().get(0))
                    .contains("\\u001b[31m")
                    .hasSizeLessThan(200);
        }
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
