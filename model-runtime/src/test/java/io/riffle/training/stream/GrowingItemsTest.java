package io.riffle.training.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.model.content.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingItemsTest {
    @Test
    void onlyListedItemsGetRowsWhenAskedFor() {
        GrowingItems items = new GrowingItems(List.of("old"), 10, true);
        items.describe("listed", new Content(List.of(), new float[] {.5f}));

        assertThat(items.admit("invented")).isFalse();
        assertThat(items.admit("listed")).isTrue();
        items.withdraw("listed");

        assertThat(items.itemIds()).containsExactly("old", "listed");
        assertThat(items.refused()).isEqualTo(1);
        assertThat(items.row("listed")).isEqualTo(2);
    }

    @Test
    void fullTableGivesTheRowsOfUnlistedItemsThatWereMetLeastRecently() {
        GrowingItems items = new GrowingItems(List.of("a", "b", "c", "d"), 4, false);
        items.describe("a", new Content(List.of("red"), new float[] {.5f}));
        items.admit("b");
        items.admit("new");
        assertThat(items.row("new")).isZero();
        assertThat(items.waiting()).isEqualTo(1);

        int[] rows = items.recycle();

        assertThat(rows).containsExactly(3);
        assertThat(items.itemIds()).containsExactly("a", "b", "new", "d");
        assertThat(items.row("c")).isZero();
        assertThat(items.waiting()).isZero();
        assertThat(items.begins(List.of("a", "b"))).isTrue();
        assertThat(items.begins(List.of("a", "b", "c"))).isFalse();
    }

    @Test
    void listedItemsKeepTheirRowsHoweverManyWait() {
        GrowingItems items = new GrowingItems(List.of("a", "b"), 2, false);
        items.describe("a", new Content(List.of(), new float[] {.5f}));
        items.describe("b", new Content(List.of(), new float[] {.5f}));
        for (int i = 0; i < 1_000; i++) {
            items.admit("invented" + i);
        }

        assertThat(items.recycle()).isEmpty();
        assertThat(items.itemIds()).containsExactly("a", "b");
        assertThat(items.waiting()).isEqualTo(2);
        assertThat(items.refused()).isEqualTo(1_000);
        items.withdraw("b");
        assertThat(items.recycle()).containsExactly(2);
        assertThat(items.itemIds()).containsExactly("a", "invented999");
    }

    @Test
    void stateReadsBack() throws IOException {
        GrowingItems items = new GrowingItems(List.of("a", "b", "c"), 3, false);
        items.describe("a", new Content(List.of("two\nlines", ""), new float[] {.5f}));
        items.admit("c");
        items.admit("b");
        items.admit("waits");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        items.write(new DataOutputStream(bytes));

        GrowingItems restored = new GrowingItems(List.of("x"), 3, false);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(restored.itemIds()).isEqualTo(items.itemIds());
        assertThat(restored.content("a").categories()).containsExactly("two\nlines", "");
        assertThat(restored.content("a").vector()).containsExactly(.5f);
        assertThat(restored.refused()).isEqualTo(1);
        assertThat(restored.recycle()).isEqualTo(items.recycle());
        assertThat(restored.itemIds()).isEqualTo(items.itemIds());
    }
}
