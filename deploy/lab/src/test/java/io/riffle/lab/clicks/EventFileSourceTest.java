package io.riffle.lab.clicks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.lab.files.BadRowLimit;
import io.riffle.lab.files.Columns;
import io.riffle.lab.files.EventNames;
import io.riffle.lab.files.FileFormatException;
import io.riffle.lab.files.Reading;
import io.riffle.schema.ClickEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileSourceTest {
    private static final String HEADER = "user_id,item_id,timestamp_seconds\n";

    @TempDir Path folder;

    @Test
    void rowsOfAnotherFileAreOtherEvents() throws IOException {
        List<String> first = ids("u,a,1600000000\nu,b,1600000060\n");
        List<String> second = ids("u,c,1600086400\nu,d,1600086460\n");
        assertThat(first).doesNotContainAnyElementsOf(second);
    }

    @Test
    void theSameFileSentAgainIsRecognisedAndSoIsOneThatHasGrown() throws IOException {
        List<String> first = ids("u,a,1600000000\nu,b,1600000060\n");
        assertThat(ids("u,a,1600000000\nu,b,1600000060\n")).isEqualTo(first);
        assertThat(ids("u,c,1599999999\nu,b,1600000060\nu,a,1600000000\n"))
                .containsAll(first)
                .hasSize(3);
    }

    @Test
    void equalRowsOfOneFileStayDifferentEvents() throws IOException {
        List<String> ids = ids("u,a,1600000000\n".repeat(5));
        assertThat(ids).doesNotHaveDuplicates().hasSize(5);
        assertThat(ids("u,a,1600000000\n".repeat(3))).isEqualTo(ids.subList(0, 3));
    }

    @Test
    void idsDependOnEveryFieldAndOnWhereItEnds() throws IOException {
        List<String> ids =
                ids(
                        """
                        ab,c,1600000000
                        a,bc,1600000000
                        ab,c,1600000001
                        ab,d,1600000000
                        b,c,1600000000
                        """);
        assertThat(ids).doesNotHaveDuplicates();
        Path typed =
                Files.writeString(
                        folder.resolve("t.csv"),
                        "user_id,item_id,timestamp_seconds,event_type\nab,c,1600000000,cart\n");
        assertThat(ids(new EventFileSource(typed, Reading.USUAL))).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void theOrderOfAFileChangesNoId() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("e.csv"),
                        HEADER + "u,b,1600000060\nu,a,1600000000\nu,a,1600000000\n");
        List<String> inFileOrder = ids(new EventFileSource(file, Reading.USUAL));
        List<String> inTimeOrder = ids(new TimeOrderSource(file, Reading.USUAL));
        assertThat(inTimeOrder).containsExactlyInAnyOrderElementsOf(inFileOrder);
        assertThat(inTimeOrder).isNotEqualTo(inFileOrder);
    }

    @Test
    void aFilesOwnIdsAreKept() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("own.csv"),
                        """
                        event_id,user_id,item_id,timestamp_seconds
                        x1,u,a,1600000000
                        ,u,a,1600000000
                        """);
        List<String> ids = ids(new EventFileSource(file, Reading.USUAL));
        assertThat(ids.get(0)).isEqualTo("x1");
        assertThat(ids.get(1)).startsWith("row-");
    }

    @Test
    void manyRowsStayApart() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            rows.append("u").append(i % 7).append(",i").append(i % 11).append(",16000");
            rows.append(10_000 + i / 3).append('\n');
        }
        List<String> ids = ids(rows.toString());
        assertThat(ids).hasSize(5_000).doesNotHaveDuplicates();
        List<String> reversed = new ArrayList<>(List.of(rows.toString().split("\n")));
        Collections.reverse(reversed);
        assertThat(ids(String.join("\n", reversed))).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aFileWithTooManyBadRowsIsRefusedBeforeItsFirstIsSent() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("bad.csv"), HEADER + "u,a,1600000000\nu,b,1600000000000\n");
        for (Opening opening : List.<Opening>of(EventFileSource::new, TimeOrderSource::new)) {
            assertThatThrownBy(() -> opening.open(file, Reading.USUAL))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("milliseconds");
            Reading half =
                    new Reading(Columns.RECOGNISED, EventNames.OWN, BadRowLimit.parse("50%"));
            try (ClickSource source = opening.open(file, half)) {
                assertThat(source.next()).isNotNull();
                assertThat(source.next()).isNull();
                assertThat(source.badRows()).isEqualTo(1);
            }
        }
    }

    @Test
    void aFileWithoutEventsIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("none.csv"), HEADER);
        assertThatThrownBy(() -> new EventFileSource(file, Reading.USUAL))
                .hasMessageContaining("The events (0) of none.csv must be at least 1");
    }

    private interface Opening {
        ClickSource open(Path file, Reading reading) throws IOException;
    }

    private List<String> ids(String rows) throws IOException {
        Path file = Files.writeString(folder.resolve("e.csv"), HEADER + rows);
        return ids(new EventFileSource(file, Reading.USUAL));
    }

    private static List<String> ids(ClickSource source) throws IOException {
        List<String> ids = new ArrayList<>();
        try (source) {
            for (OutgoingClick next = source.next(); next != null; next = source.next()) {
                ClickEvent click = next.click();
                ids.add(click == null ? "" : click.eventId());
            }
        }
        return ids;
    }
}
