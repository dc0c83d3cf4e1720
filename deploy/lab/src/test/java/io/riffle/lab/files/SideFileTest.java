package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Item;
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
    void otherColumnsOfUsersAreAttributes() throws IOException {
        Path file = EventFiles.write(folder, "u.csv", "user_id,gender,age\n1,F,\n");
        try (Rows<UserProfile> users = UserFile.open(file)) {
            assertThat(users.next())
                    .satisfies(user -> assertThat(user.attributes()).containsOnlyKeys("gender"));
        }
    }
}
