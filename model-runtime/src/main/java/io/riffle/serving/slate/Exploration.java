package io.riffle.serving.slate;

/**
 * How often, and how far, slates leave the best order so that training can learn what would have
 * become of other ones.
 *
 * @param share of the requests whose slate is drawn; 0 = none
 * @param temperature of the draw, in standard deviations of the scores of a request's candidates:
 *     near 0 the best order comes nearly always, at 3 and more nearly any
 */
public record Exploration(double share, double temperature) {
    /** Every slate shows the best. */
    public static final Exploration NONE = new Exploration(0, 0.5);

    /** Checks share and temperature. */
    public Exploration {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "The share (" + share + ") of an exploration must be from 0 to 1.");
        }
        if (!(temperature >= 0.01 && temperature <= 100)) {
            throw new IllegalArgumentException(
                    "The temperature ("
                            + temperature
                            + ") of an exploration must be from 0.01 to 100.");
        }
    }

    /** Name of the policy, as recommendations carry it. */
    String policy() {
        return "plackett-luce:" + temperature;
    }
}
