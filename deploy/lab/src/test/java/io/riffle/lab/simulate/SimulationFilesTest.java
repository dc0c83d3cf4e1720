package io.riffle.lab.simulate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.lab.files.EventFile;
import io.riffle.lab.files.FileEvent;
import io.riffle.lab.files.ItemFile;
import io.riffle.lab.files.Rows;
import io.riffle.lab.files.UserFile;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationFilesTest {
    private static final SimulationConfig SMALL =
            SimulationConfig.defaults().withUsers(50).withItems(300, 20);

    @TempDir private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        new SimulationFiles(folder, rows -> {}).write(new Simulation(SMALL, 3), 500);

        Simulation again = new Simulation(SMALL, 3);
        try (Rows<FileEvent> file = EventFile.open(folder.resolve("events.csv.gz"))) {
            for (int n = 0; n < 500; n++) {
                ClickEvent expected = again.next();
                FileEvent event = requireNonNull(file.next());
                assertThat(event.eventId()).isEqualTo(expected.eventId());
                assertThat(event.itemId()).isEqualTo(expected.itemId());
                assertThat(event.userId()).isEqualTo(expected.userId());
                assertThat(event.action()).isEqualTo(expected.action());
                assertThat(event.seconds()).isEqualTo(expected.eventTime() / 1000);
            }
            assertThat(file.next()).isNull();
            assertThat(file.badRows().count()).isZero();
        }
        try (Rows<Item> file = ItemFile.open(folder.resolve("items.csv"))) {
            for (Item expected : again.items()) {
                Item item = requireNonNull(file.next());
                assertThat(item.itemId()).isEqualTo(expected.itemId());
                assertThat(item.categories()).isEqualTo(expected.categories());
            }
        }
        try (Rows<UserProfile> file = UserFile.open(folder.resolve("users.csv"))) {
            for (UserProfile expected : again.users()) {
                UserProfile user = requireNonNull(file.next());
                assertThat(user.userId()).isEqualTo(expected.userId());
                assertThat(user.attributes()).isEqualTo(expected.attributes());
            }
        }
    }

    @Test
    void aFailureLeavesTheWorldThatWasThere() throws IOException {
        for (String name : new String[] {"events.csv.gz", "items.csv", "users.csv"}) {
            Files.writeString(folder.resolve(name), "before");
        }
        Simulation world = new Simulation(SMALL, 3);
        SimulationFiles files = new SimulationFiles(folder, rows -> {});
        assertThatThrownBy(
                        () ->
                                files.write(
                                        world,
                                        () -> {
                                            throw new IllegalArgumentException("no more");
                                        },
                                        500))
                .hasMessage("no more");
        assertThat(folder)
                .isDirectoryNotContaining("glob:**.part")
                .satisfies(
                        there -> {
                            assertThat(there.resolve("events.csv.gz")).hasContent("before");
                            assertThat(there.resolve("items.csv")).hasContent("before");
                            assertThat(there.resolve("users.csv")).hasContent("before");
                        });
    }
}
