package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the offline commands do with files that are wrong, or hold nothing. */
class OfflineInputsTest {
    @TempDir Path folder;

    private OfflineRun run;

    @BeforeEach
    void writeEvents() throws IOException {
        run = new OfflineRun(folder);
    }

    @Test
    void nothingToLearnIsNoSuccessAndPublishesNothing() throws IOException {
        Path alone = run.write("alone.csv", OfflineRun.HEADER + OfflineRun.walks(12, 10, 1));
        assertThat(run.pretrain(alone, "--no-select")).isEqualTo(1);
        assertThat(run.terminal().err())
                .contains("The positions (0) to learn from must be at least 1");
        assertThat(run.pretrain(run.events(), "--no-select", "--hold-out", "500")).isEqualTo(1);
        assertThat(run.pretrain(run.events(), "--select", "--hold-out", "500")).isEqualTo(1);
        assertThat(run.terminal().err()).contains("besides the 500 held out");
        assertThat(folder.resolve("store/backbone")).doesNotExist();
        assertThat(folder.resolve("store/pretraining")).doesNotExist();
        assertThat(run.terminal().out()).isEmpty();
    }

    @Test
    void nothingToRankIsNoSuccess() throws IOException {
        assertThat(run.pretrain(run.events(), "--no-select")).isZero();
        Path alone = run.write("alone.csv", OfflineRun.HEADER + OfflineRun.walks(12, 10, 1));
        assertThat(run.evaluate(alone)).isEqualTo(1);
        assertThat(run.terminal().err()).contains("The events to rank (0) must be at least 1");
        Path others =
                run.write(
                        "others.csv",
                        OfflineRun.HEADER + OfflineRun.walks(12, 10, 8).replace(",i", ",other"));
        assertThat(run.evaluate(others)).isEqualTo(1);
        assertThat(run.terminal().err())
                .contains("The test events (0 of 12) whose items the backbone");
        Path none = run.write("none.jsonl", "\n");
        assertThat(
                        run.terminal()
                                .run(
                                        "recommend",
                                        "--model",
                                        run.store(),
                                        "--history",
                                        none.toString()))
                .isEqualTo(1);
        assertThat(run.terminal().err()).contains("The histories (0) of");
    }

    @Test
    void repeatedTargetsAreToldBesideTheFigures() throws IOException {
        StringBuilder twice = new StringBuilder(OfflineRun.HEADER);
        for (String row : OfflineRun.walks(12, 10, 8).split("\n", -1)) {
            twice.append(row).append('\n').append(row).append('\n');
        }
        Path file = run.write("twice.csv", twice.toString());
        assertThat(run.pretrain(file, "--no-select")).isZero();
        String note =
                "12 of 12 test events repeat an item of the history; they cannot be hit"
                        + " (tie-safe: 0)";
        assertThat(run.terminal().err()).contains(note);
        Terminal again = new Terminal();
        assertThat(again.run("evaluate", "--events", file.toString(), "--model", run.store()))
                .isZero();
        assertThat(again.err()).contains(note);
    }

    @Test
    void filesBesideTheEventsAreReadBeforeAnythingIsTrained() throws IOException {
        Path users = run.write("users.csv", "name,age\nu1,30\n");
        assertThat(run.pretrain(run.events(), "--users", users.toString())).isEqualTo(1);
        assertThat(run.terminal().err()).contains("users.csv must have a column user_id");
        assertThat(run.pretrain(run.events(), "--items", "nosuch.csv")).isEqualTo(1);
        assertThat(run.pretrain(run.events(), "--lists", "nosuch.csv")).isEqualTo(1);
        Path items =
                run.write("items.csv", "item_id,title\ni1,one\ni2,two, three\n,none\ni4,\"four\n");
        assertThat(run.pretrain(run.events(), "--items", items.toString())).isEqualTo(1);
        assertThat(run.terminal().err()).contains("The bad rows (3 of 4) of items.csv");
        assertThat(run.terminal().err()).doesNotContain("epoch 1");
        assertThat(folder.resolve("store/backbone")).doesNotExist();
        assertThat(run.pretrain(run.events(), "--items", items.toString(), "--max-bad-rows", "80%"))
                .isZero();
        assertThat(run.terminal().err()).contains("items.csv: 3 of 4 rows are bad");
    }

    @Test
    void otherNamesOfColumnsAndEventsAreRead() throws IOException {
        Path file =
                run.write(
                        "shop.csv",
                        "timestamp,visitorid,event,itemid,transactionid\n"
                                + OfflineRun.walks(12, 10, 8)
                                        .replaceAll(
                                                "(u\\d+),(i\\d+),(\\d+)",
                                                "$3000,$1,addtocart,$2,"));
        assertThat(run.pretrain(file, "--no-select")).isEqualTo(1);
        assertThat(run.terminal().err())
                .contains("event (addtocart) is not known, see --map-events");
        assertThat(run.pretrain(file, "--no-select", "--map-events", "addtocart=CART")).isZero();
        assertThat(run.evaluate(file, "--map-events", "addtocart=cart", "--columns", "id=none"))
                .isEqualTo(1);
        assertThat(run.terminal().err()).contains("must have a column none");
    }
}
