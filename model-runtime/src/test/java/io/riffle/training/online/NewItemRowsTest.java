package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.model.content.Content;
import io.riffle.model.content.ContentMap;
import io.riffle.schema.Item;
import io.riffle.training.testing.Alphabet;
import io.riffle.training.testing.TestTrainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the row of an item begins that nobody has clicked yet. */
class NewItemRowsTest {

    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void newItemStartsNearThoseOfItsCategory() {
        try (OnlineTrainer trainer = trainer("a")) {
            trainer.describe(item("a", "red"));
            trainer.describe(item("b", "red"));
            feed(trainer, 0, 64);
            trainer.describe(item("z", "red"));
            trainer.describe(item("other", "blue"));
            trainer.publishDue();

            LoadedModel model = trainer.models().store().get("backbone", 1);
            float[] mean = new float[8];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (row(model, "a")[i] + row(model, "b")[i]) / 2;
            }
            assertThat(distance(row(model, "z"), mean))
                    .isLessThan(distance(row(model, "other"), mean));
        }
    }

    @Test
    void whatIsServedOfANewItemIsWhereItsRowStarts() {
        try (OnlineTrainer trainer = trainer("a")) {
            trainer.describe(item("a", "red"));
            feed(trainer, 0, 64);
            trainer.publishDue();
            LoadedModel first = trainer.models().store().get("backbone", 1);
            ContentMap map =
                    Objects.requireNonNull(
                            ContentMap.of(Objects.requireNonNull(first.sources()), 8));
            trainer.describe(item("z", "red"));
            clock.addAndGet(20_000);
            trainer.publishDue();

            LoadedModel second = trainer.models().store().get("backbone", 2);
            assertThat(map.row(Content.of(item("z", "red")))).isEqualTo(row(second, "z"));
        }
    }

    @Test
    void categoriesOfTheCatalogueArePublishedWithWhatIsPopularInThem() {
        try (OnlineTrainer trainer = trainer("a")) {
            trainer.describe(item("a", "red"));
            trainer.describe(item("b", "blue"));
            feed(trainer, 0, 200);
            trainer.publishDue();

            LoadedModel model = trainer.models().store().get("backbone", 1);
            var whole = Objects.requireNonNull(model.sources()).whole();
            assertThat(whole.get("categories")).containsExactlyInAnyOrder(1, 2);
            assertThat(whole.get("category.rows"))
                    .containsExactlyInAnyOrder(
                            model.vocabulary().row("a"), model.vocabulary().row("b"));
        }
    }

    @Test
    void newItemWithoutACatalogueStartsAtTheMeanOfAll() {
        try (OnlineTrainer trainer = trainer("a")) {
            feed(trainer, 0, 64);
            trainer.describe(new Item("z", "z", List.of(), 0, Map.of()));
            trainer.publishDue();

            LoadedModel model = trainer.models().store().get("backbone", 1);
            int known = model.vocabulary().rows() - 2;
            float[] table = values(model, "item_embedding");
            float[] z = row(model, "z");
            for (int i = 0; i < z.length; i++) {
                double sum = 0;
                for (int row = 1; row <= known; row++) {
                    sum += table[row * z.length + i];
                }
                assertThat(z[i]).isCloseTo((float) (sum / known), within(1e-5f));
            }
        }
    }

    private static double distance(float[] left, float[] right) {
        double square = 0;
        for (int i = 0; i < left.length; i++) {
            square += (left[i] - right[i]) * (double) (left[i] - right[i]);
        }
        return Math.sqrt(square);
    }

    private static Offset<Float> within(float offset) {
        return Offset.offset(offset);
    }

    private static float[] row(LoadedModel model, String itemId) {
        int row = model.vocabulary().row(itemId);
        return Arrays.copyOfRange(values(model, "item_embedding"), row * 8, row * 8 + 8);
    }

    private static float[] values(LoadedModel model, String name) {
        return Objects.requireNonNull(model.weights().get(name));
    }

    private static Item item(String id, String category) {
        return new Item(id, id, List.of(category), 0, Map.of());
    }

    private void feed(OnlineTrainer trainer, int from, int to) {
        Alphabet.feed(trainer, from, to, clock.get());
    }

    private OnlineTrainer trainer(String name) {
        return new TestTrainer(folder, clock).in(name);
    }
}
