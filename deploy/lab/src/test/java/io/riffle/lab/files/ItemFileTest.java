package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Item;
import io.riffle.training.lists.ListSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names the columns of items, and of lists, are known. */
class ItemFileTest {
    @TempDir Path folder;

    private final List<String> notes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "item_id,title,genres,vector",
                "itemId,Title,Genres,Vector",
                "movieId,name,category,embedding",
                "ITEM_ID,TITLE,Categories,EMBEDDING",
                "item_id:token,title:token_seq,genre:token_seq,vector:float_seq"
            })
    void categoriesAreKnownByTheirUsualNames(String header) throws IOException {
        assertThat(read(header + "\n7,Seven,Drama|War,1 2\n"))
                .singleElement()
                .satisfies(
                        item -> {
                            assertThat(item.itemId()).isEqualTo("7");
                            assertThat(item.title()).isEqualTo("Seven");
                            assertThat(item.categories()).containsExactly("Drama", "War");
                            assertThat(item.vector()).containsExactly(1f, 2f);
                        });
        assertThat(notes).isEmpty();
    }

    @Test
    void columnsThatAreNotReadAreToldOnce() throws IOException {
        List<Item> items = read("item_id,Category,genres,price,colour\n1,a,b,2,red\n2,a,b,3,\n");
        assertThat(items).allSatisfy(item -> assertThat(item.categories()).containsExactly("b"));
        assertThat(notes)
                .containsExactly("i.csv: columns that are not read: Category, price, colour");
    }

    @Test
    void twoThatAreAlikeAreRefused() {
        assertThatThrownBy(() -> read("item_id,Genres,GENRES\n1,a,b\n"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("must have one column for genres");
    }

    @Test
    void columnsOfListsAreKnownInAnyCaseToo() throws IOException {
        Path file =
                EventFiles.write(
                        folder,
                        "l.csv",
                        """
                        List_ID,userId,timestamp,History,Candidates,Clicks,Propensities,slot
                        l,u,1600000000,,a b,1 0,.5 .5,1
                        """);
        try (Rows<FileList> lists = ListFile.open(file)) {
            lists.forEach(
                    BadRowLimit.DEFAULT,
                    notes::add,
                    list -> {
                        ListSample sample = list.sample();
                        assertThat(sample.listId()).isEqualTo("l");
                        assertThat(sample.propensities()).containsExactly(.5f, .5f);
                    });
        }
        assertThat(notes).containsExactly("l.csv: columns that are not read: slot");
    }

    private List<Item> read(String text) throws IOException {
        List<Item> all = new ArrayList<>();
        try (Rows<Item> items = ItemFile.open(EventFiles.write(folder, "i.csv", text))) {
            items.forEach(BadRowLimit.DEFAULT, notes::add, all::add);
        }
        return all;
    }
}
