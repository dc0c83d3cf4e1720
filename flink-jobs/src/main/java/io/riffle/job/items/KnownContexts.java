package io.riffle.job.items;

import io.riffle.job.items.PopularByContext.Context;
import io.riffle.job.settings.PopularSettings;
import io.riffle.schema.UserProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a click or a request beside who sent it: the category of the item before, what
 * it says of itself, the hour, and the user's profile. All of it follows from the stream.
 */
public final class KnownContexts {

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final int HOURS = 24;

    private final EligibleItems eligible;
    private final PopularSettings settings;

    /**
     * @param eligible knows categories
     * @param settings which contexts count
     */
    public KnownContexts(EligibleItems eligible, PopularSettings settings) {
        this.eligible = eligible;
        this.settings = settings;
    }

    /** Popular items that keep every kind that is known beforehand: all but columns of profiles. */
    public PopularByContext popular() {
        List<String> kinds = new ArrayList<>(List.of(PopularSettings.CATEGORY));
        kinds.addAll(settings.contexts().names());
        if (settings.hour()) {
            kinds.add(PopularSettings.HOUR);
        }
        return new PopularByContext(settings.items(), settings.halfLife(), kinds);
    }

    /**
     * Each kind once.
     *
     * @param before item before; null = none
     * @param told what the click or the request says of itself
     * @param time epoch ms
     * @param profile null = none
     */
    public List<Context> of(
            @Nullable String before,
            Map<String, String> told,
            long time,
            @Nullable UserProfile profile) {
        Map<String, String> known = new LinkedHashMap<>();
        int category = before == null ? 0 : eligible.category(before);
        if (category != 0) {
            known.put(PopularSettings.CATEGORY, Integer.toString(category));
        }
        known.putAll(settings.contexts().read(told));
        if (settings.hour()) {
            known.put(PopularSettings.HOUR, Long.toString(time / HOUR_MS % HOURS));
        }
        if (profile != null) {
            // What a click says of itself is newer than what a profile says under the same name.
            profile.attributes().forEach(known::putIfAbsent);
        }
        List<Context> contexts = new ArrayList<>(known.size());
        known.forEach((kind, value) -> contexts.add(new Context(kind, value)));
        return contexts;
    }
}
