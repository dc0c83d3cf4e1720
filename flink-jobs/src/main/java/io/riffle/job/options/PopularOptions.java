package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.settings.PopularSettings;
import io.riffle.schema.ContextNames;
import io.riffle.schema.Ids;
import io.riffle.schema.SizeLimits;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** What is shown where no model serves; part of {@link RecommendOptions#ALL}. */
final class PopularOptions {

    static final ConfigOption<Integer> ITEMS =
            key("riffle.popular.items")
                    .intType()
                    .defaultValue(1000)
                    .withDescription(
                            "Items counted, per subtask, for users of whom nothing is known.");

    static final ConfigOption<Integer> HALF_LIFE =
            key("riffle.popular.half-life")
                    .intType()
                    .defaultValue(50_000)
                    .withDescription("Clicks after which a click counts half for popularity.");

    static final ConfigOption<String> CONTEXTS =
            key("riffle.popular.contexts")
                    .stringType()
                    .defaultValue("device,referrer,hour")
                    .withDescription(
                            "Names in the context of clicks and requests whose values choose among"
                                    + " popular items, separated by commas, at most 8. hour is none"
                                    + " of theirs: it is the hour of the day in UTC. A value of"
                                    + " more than 64 bytes is not read.");

    /** Kinds of context that popular items keep are 16; the profile is to have some. */
    private static final int MOST = 8;

    private PopularOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    static PopularSettings read(OptionReader reader) {
        List<String> named = names(reader);
        return new PopularSettings(
                reader.atLeast(1, ITEMS),
                reader.atLeast(1, HALF_LIFE),
                new ContextNames(
                        named.stream().filter(name -> !name.equals(PopularSettings.HOUR)).toList()),
                named.contains(PopularSettings.HOUR));
    }

    private static List<String> names(OptionReader reader) {
        String value = reader.get(CONTEXTS);
        if (value.isBlank()) {
            return List.of();
        }
        List<String> names = Arrays.stream(value.split(",", -1)).map(String::trim).toList();
        boolean holds =
                names.size() <= MOST
                        && new HashSet<>(names).size() == names.size()
                        && !names.contains(PopularSettings.CATEGORY)
                        && names.stream().allMatch(PopularOptions::possible);
        reader.check(
                holds,
                CONTEXTS,
                OptionWords.shown(value),
                "be at most " + MOST + " different names, none of them " + PopularSettings.CATEGORY,
                "one is there twice, or a comma too many");
        return holds ? names : List.of();
    }

    private static boolean possible(String name) {
        int bytes = Ids.utf8Length(name);
        return bytes > 0 && bytes <= SizeLimits.NAME;
    }
}
