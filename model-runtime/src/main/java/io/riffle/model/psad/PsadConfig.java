package io.riffle.model.psad;

import io.riffle.model.candidates.PsadRules;
import io.riffle.model.candidates.RerankColumns;

/**
 * Architecture of the reranker: shared encoder with its user profile network, student, and the
 * teacher's decoder.
 *
 * @param width width of every candidate inside the encoder
 * @param heads attention heads; must divide the width
 * @param encoderLayers layers of the shared encoder; 0 scores every candidate by itself
 * @param decoderLayers layers of the teacher's decoder
 * @param ffnWidth hidden width of the feed-forward layers
 * @param slate positions of the slate
 * @param block slots the teacher fills at once: 1 is autoregressive, {@code slate} is not
 *     autoregressive at all
 * @param positions relative first-stage ranks are told apart up to this distance
 * @param userWidth width of the user vector
 * @param gateWidth hidden width of the personalised gate
 * @param biasRank rank of the user-specific position bias
 * @param gate whether the user profile network gates the item input
 * @param userBias whether attention has a user-specific position bias
 * @param userInput whether the user vector is added to the encoder's input
 * @param usePosition whether the first-stage order is an input; without it the student is
 *     equivariant under permutations
 * @param candidateHistory whether every candidate attends to the user's history
 * @param firstStage whether the student adds the first stage's score, with a weight that is
 *     learned: training then starts from the first stage's order
 * @param listContext whether what is placed before a candidate counts ({@link PairTerms})
 * @param placesApart whether pair terms of an item's first category, its second and so on have
 *     coefficients of their own: a brand may tire where a genre does not
 * @param crosses whether pairs of profile value and category have weights of their own
 * @param columns what is read about items and users
 */
public record PsadConfig(
        int width,
        int heads,
        int encoderLayers,
        int decoderLayers,
        int ffnWidth,
        int slate,
        int block,
        int positions,
        int userWidth,
        int gateWidth,
        int biasRank,
        boolean gate,
        boolean userBias,
        boolean userInput,
        boolean usePosition,
        boolean candidateHistory,
        boolean firstStage,
        boolean listContext,
        boolean placesApart,
        boolean crosses,
        RerankColumns columns) {

    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public PsadConfig {
        PsadRules.within("width", width, 1, 4096);
        PsadRules.within("heads", heads, 1, width);
        PsadRules.within("encoder_layers", encoderLayers, 0, 32);
        PsadRules.within("decoder_layers", decoderLayers, 1, 32);
        PsadRules.within("ffn_width", ffnWidth, 1, 16384);
        PsadRules.within("slate", slate, 1, 100);
        PsadRules.within("block", block, 1, slate);
        PsadRules.within("positions", positions, 1, 1024);
        PsadRules.within("user_width", userWidth, 1, 4096);
        PsadRules.within("gate_width", gateWidth, 1, 4096);
        PsadRules.within("bias_rank", biasRank, 1, 256);
        PsadRules.biasNeedsPositions(userBias, usePosition);
        PsadRules.headsDivide(width, heads);
    }

    /** What is served by default: width 64, one encoder layer, slate of ten; no gate. */
    public static PsadConfig defaults(RerankColumns columns) {
        return of(64, 4, 1, 10, columns).asServed();
    }

    /** An architecture of the given size with the whole user profile network. */
    public static PsadConfig of(
            int width, int heads, int encoderLayers, int slate, RerankColumns columns) {
        return new PsadConfig(
                width,
                heads,
                encoderLayers,
                1,
                2 * width,
                slate,
                Math.min(2, slate),
                32,
                width / 2,
                width / 2,
                8,
                true,
                true,
                true,
                true,
                false,
                false,
                false,
                false,
                false,
                columns);
    }

    /** This size with what is served: no gate, all that counts what is placed before, crosses. */
    public PsadConfig asServed() {
        return change().gate(false).listContext(true).placesApart(true).crosses(true).build();
    }

    /** One encoder layer at least on the same candidates, without the user profile network. */
    public PsadConfig listwiseTransformer() {
        return change().encoderLayers(Math.max(1, encoderLayers)).plain().build();
    }

    /** The same candidates, each scored by itself, whoever asks. */
    public PsadConfig pointwise() {
        return change().encoderLayers(0).plain().build();
    }

    /** The same architecture blind to the first-stage order. */
    public PsadConfig withoutPositions() {
        return change().userBias(false).usePosition(false).build();
    }

    /** The same architecture in which every candidate attends to the history, or does not. */
    public PsadConfig withCandidateHistory(boolean on) {
        return change().candidateHistory(on).build();
    }

    /** The same architecture with the user profile network's gate on or off. */
    public PsadConfig withGate(boolean gated) {
        return change().gate(gated).build();
    }

    /** The same architecture with another number of encoder layers. */
    public PsadConfig withEncoderLayers(int layers) {
        return change().encoderLayers(layers).build();
    }

    /** The same architecture with a teacher that fills another number of slots at once. */
    public PsadConfig withBlock(int slots) {
        return change().block(slots).build();
    }

    /** The same architecture that adds the first stage's score to its own, or does not. */
    public PsadConfig withFirstStage(boolean added) {
        return change().firstStage(added).build();
    }

    /**
     * The same architecture in which what is placed before a candidate counts, or does not.
     *
     * @see PairTerms
     */
    public PsadConfig withListContext(boolean on) {
        return change().listContext(on).build();
    }

    /** The same architecture in which the places of categories are told apart, or are not. */
    public PsadConfig withPlacesApart(boolean on) {
        return change().placesApart(on).build();
    }

    /**
     * The same architecture with a weight of every pair of profile value and category, or without.
     */
    public PsadConfig withCrosses(boolean on) {
        return change().crosses(on).build();
    }

    private PsadConfigBuilder change() {
        return new PsadConfigBuilder(this);
    }

    /** Places of categories that pair terms tell apart, 1 or more. */
    int places() {
        return placesApart ? Math.max(1, columns.itemCategories()) : 1;
    }

    /** Width of a candidate before the gate: row, categories, columns, what it sees of history. */
    int inputWidth() {
        return columns.itemWidth()
                + columns.denseWidth()
                + (candidateHistory ? columns.itemWidth() : 0);
    }

    /** Width of one attention head. */
    int headWidth() {
        return width / heads;
    }
}
