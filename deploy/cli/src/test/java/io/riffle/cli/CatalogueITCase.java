package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.Item;
import io.riffle.schema.wire.ItemWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.UserProfileWire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of items and users, sent to a real broker. */
class CatalogueITCase {

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(2), (short) 1);
        }
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void rowsAreSentUnderTheirIdsAndTheOthersWithdrawnWhenAsked() throws IOException {
        Path items = file("items.csv", "item_id,title,genres", "i1,One,a|b", "i2,Two,c");
        Path users = file("users.csv", "user_id,age", "u1,25", "u2,");
        assertThat(send("--items", items.toString(), "--users", users.toString(), "--json"))
                .isZero();
        assertThat(terminal.out())
                .contains("\"items\":{\"sent\":2,\"withdrawn\":0,\"bad_rows\":0}")
                .contains("\"users\":{\"sent\":2,\"withdrawn\":0,\"bad_rows\":0}");
        assertThat(items()).containsOnlyKeys("i1", "i2");
        assertThat(item("i1").categories()).containsExactly("a", "b");
        assertThat(profiles()).isEqualTo(Map.of("u1", Map.of("age", "25"), "u2", Map.of()));

        file("items.csv", "item_id,title,genres", "i2,Second,c", "i3,Three,a");
        assertThat(send("--items", items.toString())).isZero();
        assertThat(items()).containsOnlyKeys("i1", "i2", "i3");
        assertThat(item("i2").title()).isEqualTo("Second");

        assertThat(send("--items", items.toString(), "--withdraw-others")).isZero();
        assertThat(terminal.out()).contains("2 items sent, 1 withdrawn, 0 bad rows");
        assertThat(items()).containsOnlyKeys("i2", "i3");
        assertThat(profiles()).hasSize(2);
    }

    @Test
    void aFileOfBadRowsWithdrawsNothing() throws IOException {
        Path items = file("items.csv", "item_id,title", "i1,One");
        assertThat(send("--items", items.toString())).isZero();
        file("items.csv", "item_id,title", ",none", ",none", "i2,Two");
        assertThat(send("--items", items.toString(), "--withdraw-others")).isEqualTo(1);
        assertThat(items()).containsKey("i1");
    }

    @Test
    void aFileWithoutRowsWithdrawsNothing() throws IOException {
        Path items = file("items.csv", "item_id,title", "i1,One");
        assertThat(send("--items", items.toString())).isZero();
        file("items.csv", "item_id,title");
        assertThat(send("--items", items.toString(), "--withdraw-others")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("The rows (0 good, 0 bad) of")
                .contains("for others to be withdrawn: none was.")
                .contains("Maybe ");
        assertThat(items()).containsKey("i1");
    }

    @Test
    void whatABadRowListsIsNotWithdrawn() throws IOException {
        Path items = file("items.csv", "item_id,title", "i1,One", "i2,Two");
        assertThat(send("--items", items.toString())).isZero();
        List<String> rows = new ArrayList<>(List.of("item_id,title", "i1,One", "i2,Two,cut"));
        for (int i = 3; i < 300; i++) {
            rows.add("i" + i + ",More");
        }
        file("items.csv", rows.toArray(String[]::new));
        assertThat(send("--items", items.toString())).isZero();
        assertThat(send("--items", items.toString(), "--withdraw-others")).isEqualTo(1);
        assertThat(terminal.err()).contains("The rows (298 good, 1 bad) of");
        assertThat(items()).hasSize(299).containsKey("i2");
    }

    @Test
    void aCallWithoutAFileIsAMistake() {
        assertThat(send()).isEqualTo(2);
        assertThat(terminal.err()).contains("Maybe give --items FILE or --users FILE");
    }

    private int send(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("catalogue", "send", "--brokers", kafka.addresses()));
        all.addAll(List.of(arguments));
        return terminal.run(all.toArray(String[]::new));
    }

    private static String key(RawRecord record) {
        return new String(Objects.requireNonNull(record.key()), StandardCharsets.UTF_8);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private Item item(String id) {
        return Objects.requireNonNull(items().get(id));
    }

    private Map<String, Item> items() {
        Map<String, Item> listed = new TreeMap<>();
        new TopicReader(kafka.addresses(), "item-catalog")
                .forEach(
                        record -> {
                            String key = key(record);
                            if (record.value() == null) {
                                listed.remove(key);
                            } else {
                                listed.put(key, new ItemWire().read(record, 1 << 20));
                            }
                        });
        return listed;
    }

    private Map<String, Map<String, String>> profiles() {
        Map<String, Map<String, String>> profiles = new TreeMap<>();
        new TopicReader(kafka.addresses(), "user-profiles")
                .forEach(
                        record ->
                                profiles.put(
                                        key(record),
                                        new UserProfileWire().read(record, 1 << 20).attributes()));
        return profiles;
    }
}
