package io.riffle.training.backbone;

import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;

/**
 * Size of a backbone to be trained.
 *
 * @param width of item rows and of every position
 * @param layers number of blocks
 * @param ffnWidth hidden width of the feed-forward stage
 * @param maxHistory events of a model window
 */
public record BackboneShape(int width, int layers, int ffnWidth, int maxHistory) {
    /** Small enough to extend a user's history in tens of microseconds. */
    public static final BackboneShape DEFAULT = new BackboneShape(64, 4, 256, 200);

    /** Rows of the positional tables beyond the window, as published. */
    private static final int SPARE_POSITIONS = 11;

    /**
     * Judges the size before there is a vocabulary.
     *
     * @throws IllegalArgumentException when no backbone can have it
     */
    public void check() {
        var unused = config(2);
    }

    /** Configuration for a vocabulary; one head, since heads only permute columns. */
    FuxiConfig config(int itemRows) {
        return new FuxiConfig(
                itemRows,
                width,
                1,
                width,
                layers,
                ffnWidth,
                maxHistory,
                maxHistory + SPARE_POSITIONS,
                TimeFunction.POW,
                1e-6f,
                1e-6f,
                0.05f);
    }
}
