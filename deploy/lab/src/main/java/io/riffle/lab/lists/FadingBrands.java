package io.riffle.lab.lists;

import java.util.List;

/**
 * Circumstances of {@link ListKind#BRANDS}: {@code repeats = 1.5 Σ_s 0.75^(t - s - 1)} over the
 * slots s before t with an item of the same brand; {@code haste = 1 - 0.5 cos(2π (hour - 3) / 24)},
 * UTC: at three in the morning people have time, at three in the afternoon they have none.
 *
 * @param category of each item
 * @param brand of each item
 */
record FadingBrands(int[] category, int[] brand) implements ListCircumstances {
    private static final double WEIGHT = 1.5;
    private static final double MEMORY = 0.75;
    private static final double SWING = 0.5;
    private static final double CALM_HOUR = 3;

    @Override
    public List<String> categories(int item) {
        return List.of("category-" + category[item], "brand-" + brand[item]);
    }

    @Override
    public double repeats(int[] order, int t) {
        double felt = 0;
        for (int before = 0; before < t; before++) {
            felt = MEMORY * felt + (brand[order[before]] == brand[order[t]] ? 1 : 0);
        }
        return WEIGHT * felt;
    }

    @Override
    public double haste(long seconds) {
        double hour = Math.floorMod(seconds, 86_400L) / 3_600.0;
        return 1 - SWING * Math.cos(2 * Math.PI * (hour - CALM_HOUR) / 24);
    }

    @Override
    public int secondsBetweenLists() {
        // Some thousand lists see every hour on several days.
        return 179;
    }
}
