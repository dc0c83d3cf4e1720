package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which columns of an events file are read, whatever they and their separator are called. */
class EventColumnsTest {
    private static final long T = 1_600_000_000L;

    @TempDir Path folder;

    @Test
    void aMissingColumnIsAnErrorThatNamesIt() throws IOException {
        Path file = EventFiles.write(folder, "e.csv", "user_id,item_id,when\nu,i,1\n");
        assertThatThrownBy(() -> EventFile.open(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("must have a column timestamp_seconds");
    }

    @Test
    void allMissingColumnsAreNamedAtOnceAndTheWayOut() throws IOException {
        Path file = EventFiles.write(folder, "e.csv", "who,what,rating\nu,i,1\n");
        assertThatThrownBy(() -> EventFile.open(file))
                .hasMessageContaining("(who,what,rating)")
                .hasMessageContaining("columns user_id and item_id and timestamp_seconds")
                .hasMessageContaining("--columns");
    }

    @Test
    void aColumnThatIsThereTwiceIsRefused() throws IOException {
        Path twice =
                EventFiles.write(
                        folder, "e.csv", "user_id,item_id,item_id,timestamp_seconds\nu,i,j,1\n");
        assertThatThrownBy(() -> EventFile.open(twice)).hasMessageContaining("one column item_id");
        Path alike =
                EventFiles.write(
                        folder, "f.csv", "userId,UserID,item_id,timestamp_seconds\nu,v,j,1\n");
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
            List<FileEvent> events = EventFiles.events(EventFiles.write(folder, "e.csv", text));
            assertThat(events).as(text).hasSize(1);
            assertThat(events.get(0).userId()).as(text).isEqualTo("u");
            assertThat(events.get(0).itemId()).as(text).isEqualTo("i");
            assertThat(events.get(0).seconds()).as(text).isEqualTo(T);
        }
    }

    @Test
    void aSeparatorThatIsNoCommaIsTold() throws IOException {
        Path file =
                EventFiles.write(
                        folder, "e.csv", "user_id;item_id;timestamp_seconds\nu;i;1600000000\n");
        try (Rows<FileEvent> events = EventFile.open(file)) {
            assertThat(events.remark()).contains("e.csv has ; where , is expected");
        }
    }

    @Test
    void columnsAreThoseTheUserNames() throws IOException {
        Path file =
                EventFiles.write(folder, "e.csv", "who,what,kind,when\nu,i,addtocart,1600000000\n");
        Reading reading =
                new Reading(
                        Columns.parse("user=who, item=what,time=when,event=kind"),
                        EventNames.parse("addtocart=CART,gone=shown"),
                        BadRowLimit.DEFAULT);
        try (Rows<FileEvent> events = EventFile.open(file, reading)) {
            assertThat(EventFiles.drain(events))
                    .containsExactly(new FileEvent(2, "", "u", "i", T, Action.CART));
        }
    }

    @Test
    void columnsByPlaceAreThoseOfAFileWithoutAHeader() throws IOException {
        Path file =
                EventFiles.write(
                        folder, "ratings.dat", "1::1193::5::1600000000\n1::661::3::1600000001\n");
        assertThatThrownBy(() -> EventFile.open(file))
                .hasMessageContaining("it has no header")
                .hasMessageContaining("--columns user=1");
        Reading reading =
                new Reading(
                        Columns.parse("user=1,item=2,time=4"), EventNames.OWN, BadRowLimit.DEFAULT);
        try (Rows<FileEvent> events = EventFile.open(file, reading)) {
            assertThat(EventFiles.drain(events))
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
        for (String text :
                List.of("a=BUY", "a", "=CLICK", "a=CLICK,A=VIEW", "a=SHOWN,a=VIEW", "")) {
            assertThatThrownBy(() -> EventNames.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PURCHASE");
        }
    }

    @Test
    void blanksAroundFieldsDoNotCount() throws IOException {
        Path file =
                EventFiles.write(
                        folder,
                        "e.csv",
                        " user_id, item_id , timestamp_seconds\nu , i, 1600000000 \n");
        assertThat(EventFiles.events(file))
                .containsExactly(new FileEvent(2, "", "u", "i", T, Action.CLICK));
    }
}
