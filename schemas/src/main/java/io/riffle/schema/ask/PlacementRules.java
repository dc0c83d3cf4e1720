package io.riffle.schema.ask;

import io.riffle.schema.Rules;
import io.riffle.schema.SizeLimits;
import java.time.Duration;
import java.util.List;

/**
 * What holds for every slate of a placement.
 *
 * @param placement where slates are shown, such as a home page or a mail; empty = of those that
 *     name none
 * @param size items of a slate; 0 = the job's
 * @param where a condition in its text form that every item satisfies, with that of the request;
 *     empty = none
 * @param boosts applied first, each once
 * @param caps applied then
 * @param diversity 0 = by score alone, 1 = by being unlike what is placed alone
 * @param pins applied last
 * @param notAgainSlates what so many newest slates of the placement have shown is not shown again
 * @param notAgain what the placement has shown the user within this time is not shown again
 */
public record PlacementRules(
        String placement,
        int size,
        String where,
        List<Boost> boosts,
        List<Cap> caps,
        float diversity,
        List<Pin> pins,
        int notAgainSlates,
        Duration notAgain) {

    /** Slates of a user and placement that are remembered at most. */
    public static final int MOST_SLATES = 20;

    /** What a user was shown is remembered so long at most. */
    public static final Duration LONGEST_MEMORY = Duration.ofDays(7);

    private static final String OWNER = "placement rules";

    /**
     * Raises items that satisfy a condition.
     *
     * @param where the condition's text form
     * @param by standard deviations of the scores of a request's candidates
     */
    public record Boost(String where, float by) {
        /** Checks that the boost is one that can be added. */
        public Boost {
            Rules.finite("boost", by, OWNER);
        }
    }

    /**
     * At most so many items of a slate share a value.
     *
     * @param of "category", or the name of an attribute
     */
    public record Cap(String of, int most) {
        /** Checks the number. */
        public Cap {
            if (most < 1) {
                throw Rules.broken("cap", most, OWNER, "be 1 or more", "exclude by a condition");
            }
        }
    }

    /**
     * Puts an item at a rank.
     *
     * @param rank from 1
     */
    public record Pin(int rank, String itemId) {
        /** Checks rank and id. */
        public Pin {
            Rules.id("item id", itemId, OWNER);
            if (rank < 1 || rank > SizeLimits.SLATE) {
                throw Rules.broken(
                        "rank of a pin",
                        rank,
                        OWNER,
                        "be 1 to " + SizeLimits.SLATE,
                        "count from 1");
            }
        }
    }

    /** Checks sizes, copies the lists. */
    public PlacementRules {
        if (!placement.isEmpty()) {
            Rules.id("placement", placement, OWNER);
        }
        between("size", size, SizeLimits.SLATE);
        between("number of slates not shown again", notAgainSlates, MOST_SLATES);
        if (!(diversity >= 0 && diversity <= 1)) {
            throw Rules.broken("diversity", diversity, OWNER, "be 0 to 1", "it is a percentage");
        }
        if (notAgain.isNegative() || notAgain.compareTo(LONGEST_MEMORY) > 0) {
            throw Rules.broken(
                    "time of what is not shown again",
                    notAgain,
                    OWNER,
                    "be 0 to " + LONGEST_MEMORY,
                    "it has another unit");
        }
        boosts = List.copyOf(boosts);
        caps = List.copyOf(caps);
        pins = List.copyOf(pins);
    }

    /** No rules at all. */
    public static PlacementRules none(String placement) {
        return new PlacementRules(
                placement, 0, "", List.of(), List.of(), 0, List.of(), 0, Duration.ZERO);
    }

    /** Whether what was shown before counts. */
    public boolean remembers() {
        return notAgainSlates > 0 || !notAgain.isZero();
    }

    private static void between(String thing, int value, int most) {
        if (value < 0 || value > most) {
            throw Rules.broken(thing, value, OWNER, "be 0 to " + most, "it has another unit");
        }
    }
}
