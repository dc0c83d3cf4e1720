package io.riffle.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.psad.PsadArtifact;
import java.util.Map;

/** What a manifest's config says about the tensors and the items of an artifact. */
public final class Architecture {
    private Architecture() {}

    /**
     * Every tensor a snapshot must hold, with its shape.
     *
     * @throws ModelException when the config is incomplete, or of an architecture unknown here
     */
    public static Map<String, long[]> tensors(JsonNode config, String owner) {
        String name = config.path("architecture").asText();
        try {
            return switch (name) {
                case FuxiConfig.ARCHITECTURE -> FuxiConfig.of(config).tensors();
                case PsadArtifact.ARCHITECTURE -> PsadArtifact.of(config).tensors();
                default ->
                        throw ModelException.wrong(
                                "architecture",
                                name,
                                owner,
                                "be "
                                        + FuxiConfig.ARCHITECTURE
                                        + " or "
                                        + PsadArtifact.ARCHITECTURE);
            };
        } catch (IllegalArgumentException e) {
            throw new ModelException(e.getMessage() + "\nIt was read from " + owner + ".", e);
        }
    }

    /** Rows of the item table, the padding row included; 1 for a model without items. */
    public static int items(JsonNode config) {
        return config.path("items").asInt(1);
    }
}
