package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.NewItemRules;
import io.riffle.schema.SizeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;

/** Which items may be shown; part of {@link RecommendOptions#ALL}. */
public final class CatalogueOptions {

    public static final ConfigOption<ListedOnly> LISTED_ONLY =
            key("riffle.catalogue.listed-only")
                    .enumType(ListedOnly.class)
                    .defaultValue(ListedOnly.AUTO)
                    .withDescription(
                            "When only items are shown that the catalogue lists: AUTO from its"
                                    + " first item on, ALWAYS, or NEVER, which shows what it has"
                                    + " not withdrawn.");

    public static final ConfigOption<Duration> MAX_WAIT =
            key("riffle.catalogue.max-wait")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "Longest time after a start without state in which slates are empty,"
                                + " because the catalogue was not read to the end that it had.");

    public static final ConfigOption<Double> NEW_ITEMS_SHARE =
            key("riffle.exploration.new-items")
                    .doubleType()
                    .defaultValue(0.02)
                    .withDescription(
                            "Share of the slots that items of the catalogue get which few have"
                                    + " seen, with logged propensities; always the last slot of a"
                                    + " slate. 0 shows them only where they are among the best.");

    public static final ConfigOption<Integer> NEW_ITEMS =
            key("riffle.catalogue.new-items")
                    .intType()
                    .defaultValue(10_000)
                    .withDescription(
                            "Items of the catalogue that are kept as new, the newest, until they"
                                    + " were shown a hundred times or clicked ten; a model serves"
                                    + " so many that it does not know, by their content.");

    public static final ConfigOption<List<String>> FILTERABLE =
            key("riffle.catalogue.filterable")
                    .stringType()
                    .asList()
                    .defaultValues()
                    .withDescription(
                            "Attributes of items that conditions may name, beside categories and"
                                    + " created time, separated by semicolons. All their values are"
                                    + " held in memory. in_stock (false), valid_from and"
                                    + " valid_until (epoch ms) say, where they are named here,"
                                    + " which items are shown at all.");

    private static final int MOST_FILTERABLE = 64;
    private static final int LONGEST = SizeLimits.NAME;
    private static final int MOST_NEW_ITEMS = 1 << 20;

    private CatalogueOptions() {}

    /** Most new items. */
    static int newItems(OptionReader reader) {
        return reader.get(
                NEW_ITEMS,
                value -> value >= 0 && value <= MOST_NEW_ITEMS,
                "be from 0 to " + MOST_NEW_ITEMS,
                "pre-train on items that were clicked");
    }

    /** Reads them all; what is wrong is noted in the reader. */
    static CatalogueSettings read(OptionReader reader) {
        return new CatalogueSettings(
                reader.get(LISTED_ONLY),
                reader.notNegative(MAX_WAIT),
                Map.of(),
                new NewItemRules(
                        reader.get(
                                NEW_ITEMS_SHARE,
                                value -> value >= 0 && value <= 1,
                                "be from 0 to 1",
                                "it is a percentage"),
                        newItems(reader)),
                reader.get(
                        FILTERABLE,
                        CatalogueOptions::names,
                        "be at most " + MOST_FILTERABLE + " different names of attributes",
                        "one is there twice"));
    }

    private static boolean names(List<String> names) {
        return names.size() <= MOST_FILTERABLE
                && names.stream().distinct().count() == names.size()
                && names.stream().noneMatch(name -> name.isBlank() || name.length() > LONGEST);
    }
}
