package io.riffle.model.psad;

/** Another {@link PsadConfig} of the same sizes: other layers, inputs and terms. */
final class PsadConfigBuilder {
    private final PsadConfig config;
    private int encoderLayers;
    private int block;
    private boolean gate;
    private boolean userBias;
    private boolean userInput;
    private boolean usePosition;
    private boolean candidateHistory;
    private boolean firstStage;
    private boolean listContext;
    private boolean placesApart;
    private boolean crosses;

    /** Nothing is changed yet. */
    PsadConfigBuilder(PsadConfig config) {
        this.config = config;
        encoderLayers = config.encoderLayers();
        block = config.block();
        gate = config.gate();
        userBias = config.userBias();
        userInput = config.userInput();
        usePosition = config.usePosition();
        candidateHistory = config.candidateHistory();
        firstStage = config.firstStage();
        listContext = config.listContext();
        placesApart = config.placesApart();
        crosses = config.crosses();
    }

    PsadConfigBuilder encoderLayers(int value) {
        encoderLayers = value;
        return this;
    }

    PsadConfigBuilder block(int value) {
        block = value;
        return this;
    }

    PsadConfigBuilder gate(boolean value) {
        gate = value;
        return this;
    }

    PsadConfigBuilder userBias(boolean value) {
        userBias = value;
        return this;
    }

    PsadConfigBuilder userInput(boolean value) {
        userInput = value;
        return this;
    }

    PsadConfigBuilder usePosition(boolean value) {
        usePosition = value;
        return this;
    }

    PsadConfigBuilder candidateHistory(boolean value) {
        candidateHistory = value;
        return this;
    }

    PsadConfigBuilder firstStage(boolean value) {
        firstStage = value;
        return this;
    }

    PsadConfigBuilder listContext(boolean value) {
        listContext = value;
        return this;
    }

    PsadConfigBuilder placesApart(boolean value) {
        placesApart = value;
        return this;
    }

    PsadConfigBuilder crosses(boolean value) {
        crosses = value;
        return this;
    }

    /** Without the user profile network, and without what counts what is placed before. */
    PsadConfigBuilder plain() {
        return gate(false)
                .userBias(false)
                .userInput(false)
                .listContext(false)
                .placesApart(false)
                .crosses(false);
    }

    PsadConfig build() {
        return new PsadConfig(
                config.width(),
                config.heads(),
                encoderLayers,
                config.decoderLayers(),
                config.ffnWidth(),
                config.slate(),
                block,
                config.positions(),
                config.userWidth(),
                config.gateWidth(),
                config.biasRank(),
                gate,
                userBias,
                userInput,
                usePosition,
                candidateHistory,
                firstStage,
                listContext,
                placesApart,
                crosses,
                config.columns());
    }
}
