package io.riffle.lab.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.console.Console;
import io.riffle.lab.files.BadRowLimit;
import io.riffle.lab.files.SideFiles;
import io.riffle.training.lists.ListSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of a file on their way to rerankers. */
class ListSourceTest {
    private static final String HEADER =
            "list_id,user_id,timestamp_seconds,history,candidates,clicks,utility\n";
    private static final String FIRST = "first,u,1600000000,a,b c,1 0,1 0\n";
    private static final String SECOND = "second,u,1600000100,a b,c b,0 1,0 1\n";
    private static final String TWIN = "twin,v,1600000100,c,b a,0 0,0 0\n";
    private static final String LAST = "last,u,1600000200,b,b c,1 0,0 1\n";

    @TempDir private Path folder;

    @Test
    void listsAreReadInTimeOrderWhateverTheOrderOfTheFile() throws IOException {
        ListSource sorted = read(FIRST + SECOND + TWIN + LAST);
        ListSource mixed = read(LAST + SECOND + FIRST + TWIN);
        assertThat(ids(sorted)).containsExactly("first", "second", "twin", "last");
        assertThat(ids(mixed)).isEqualTo(ids(sorted));
        assertThat(mixed.rates()).isDeepEqualTo(sorted.rates());
        for (int list = 0; list < 4; list++) {
            assertThat(mixed.lists().get(list).features())
                    .as("what is known of candidates when they are shown")
                    .isDeepEqualTo(sorted.lists().get(list).features());
            assertThat(worth(mixed, list)).isEqualTo(worth(sorted, list));
        }
        assertThat(sorted.rates()[0]).as("nothing was clicked yet").containsOnly(.04f);
    }

    private ListSource read(String rows) throws IOException {
        Console silent =
                new Console(
                        new PrintWriter(Writer.nullWriter()),
                        new PrintWriter(Writer.nullWriter()),
                        false);
        Path file = Files.writeString(folder.resolve("lists.csv"), HEADER + rows);
        return ListSource.read(file, null, null, new SideFiles(BadRowLimit.DEFAULT, silent));
    }

    private static List<String> ids(ListSource source) {
        return source.lists().stream().map(ListSample::listId).toList();
    }

    private static double worth(ListSource source, int list) {
        ListSource.Worth worth = source.worth();
        return worth == null ? Double.NaN : worth.of(list, new int[] {0, 1});
    }
}
