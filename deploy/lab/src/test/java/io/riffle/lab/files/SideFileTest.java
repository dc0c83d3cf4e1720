package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Item;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items and users of data files. */
class SideFileTest {
    @TempDir Path folder;

    @Test
    void quotedFieldsOfItemsAreUnquotedAndCategoriesSplit() throws IOException {
        Path file =
                EventFiles.write(
                        folder, "i.csv", "item_id,title,genres\n7,\"Good, Bad\",Drama|War\n");
        try (Rows<Item> items = ItemFile.open(file)) {
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
    void vectorsOfItemsAreNumbersBetweenBlanksOrBars() throws IOException {
        Path file =
                EventFiles.write(
                        folder,
                        "i.csv",
                        "item_id,vector,category\n7,.5 -1  2e-1,a|b\n8,1|0,\n9,,a\n");
        try (Rows<Item> items = ItemFile.open(file)) {
            assertThat(items.next())
                    .satisfies(
                            item -> {
                                assertThat(item.vector()).containsExactly(.5f, -1f, .2f);
                                assertThat(item.categories()).containsExactly("a", "b");
                            });
            assertThat(items.next())
                    .satisfies(item -> assertThat(item.vector()).containsExactly(1f, 0f));
            assertThat(items.next()).satisfies(item -> assertThat(item.vector()).isEmpty());
            assertThat(items.badRows().count()).isZero();
        }
    }

    @Test
    void aVectorThatNoCatalogueTakesIsABadRow() throws IOException {
        String tooLong = "1 ".repeat(SizeLimits.VECTOR + 1);
        Path file =
                EventFiles.write(
                        folder,
                        "i.csv",
                        "item_id,vector\n1,1 x\n2,NaN 1\n3,1e99\n4," + tooLong + "\n5,1 2\n");
        try (Rows<Item> items = ItemFile.open(file)) {
            assertThat(items.next()).satisfies(item -> assertThat(item.itemId()).isEqualTo("5"));
            assertThat(items.badRows().count()).isEqualTo(4);
            assertThat(items.badRows().summary())
                    .contains("vector holds what is no finite number (x)")
                    .contains("vector has more than 1024 values");
        }
    }

    @Test
    void otherColumnsOfUsersAreAttributes() throws IOException {
        Path file = EventFiles.write(folder, "u.csv", "user_id,gender,age\n1,F,\n");
        try (Rows<UserProfile> users = UserFile.open(file)) {
            assertThat(users.next())
                    .satisfies(user -> assertThat(user.attributes()).containsOnlyKeys("gender"));
        }
    }
}
