package io.riffle.cli.learn;

import io.riffle.lab.console.Console;
import io.riffle.lab.files.FileList;
import io.riffle.lab.files.SideFiles;
import io.riffle.training.lists.ListSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reranker is trained on besides a backbone and its events.
 *
 * @param categories by item id
 * @param profiles columns by user id
 * @param lists that were shown, in time order; null when they are to be made from the events
 */
record RerankerInputs(
        Map<String, List<String>> categories,
        Map<String, Map<String, String>> profiles,
        @Nullable List<ListSample> lists) {

    static RerankerInputs read(
            SideFiles files, @Nullable Path items, @Nullable Path users, @Nullable Path lists)
            throws IOException {
        Map<String, Map<String, String>> profiles = files.profiles(users);
        return new RerankerInputs(
                files.categories(items),
                profiles,
                lists == null ? null : samples(files.lists(lists), profiles));
    }

    /**
     * Without lists that were shown when the events had ended: who evaluates on what came later
     * would else find it learned.
     *
     * @param end epoch seconds
     * @param console told how many lists are left out
     */
    RerankerInputs before(long end, Console console) {
        if (lists == null) {
            return this;
        }
        List<ListSample> earlier = lists.stream().filter(list -> list.seconds() < end).toList();
        int later = lists.size() - earlier.size();
        if (later > 0) {
            console.note(
                    String.format(
                            Locale.ROOT,
                            "--lists: %,d of %,d lists were shown after --until and are left out",
                            later,
                            lists.size()));
        }
        return new RerankerInputs(categories, profiles, earlier);
    }

    private static List<ListSample> samples(
            List<FileList> lists, Map<String, Map<String, String>> profiles) {
        List<ListSample> samples = new ArrayList<>();
        for (FileList list : lists) {
            ListSample sample = list.sample();
            samples.add(
                    sample.withProfile(profiles.getOrDefault(sample.userId(), sample.profile())));
        }
        return samples;
    }
}
