package io.riffle.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A {@link Manifest} as JSON, both directions. */
public final class ManifestJson {
    private static final int FORMAT_VERSION = 1;
    private static final String COPY_OF = "copy_of";

    private ManifestJson() {}

    /** As the file holds it. */
    public static byte[] bytes(Manifest manifest) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("format_version", FORMAT_VERSION);
        node.put("model", manifest.model());
        node.put("version", manifest.version());
        node.put("base_version", manifest.baseVersion());
        if (manifest.baseSha256() != null) {
            node.put("base_sha256", manifest.baseSha256());
        }
        if (manifest.claim() != null) {
            node.put("claim", manifest.claim());
        }
        node.set("config", manifest.config());
        ArrayNode list = node.putArray("files");
        for (Manifest.Entry file : manifest.files()) {
            list.addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
        }
        if (manifest.backboneFingerprint() != null) {
            node.put("backbone_fingerprint", manifest.backboneFingerprint());
        }
        if (manifest.training() != null) {
            node.set("training", manifest.training());
        }
        if (manifest.metrics() != null) {
            node.set("metrics", manifest.metrics());
        }
        return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a manifest.
     *
     * @param file names it in errors
     * @throws ModelException when it breaks a rule
     */
    public static Manifest read(byte[] bytes, String file) {
        JsonNode node;
        try {
            node = Json.STRICT.readTree(bytes);
        } catch (IOException e) {
            throw new ModelException(
                    "The manifest (" + file + ") must be JSON: " + e.getMessage(), e);
        }
        if (node == null || !node.isObject() || !node.path("config").isObject()) {
            throw ModelException.wrong(
                    "content", node == null ? "" : node.getNodeType(), file, "be a JSON manifest");
        }
        long format = whole(node, "format_version", file);
        if (format != FORMAT_VERSION) {
            throw ModelException.wrong("format_version", format, file, "be " + FORMAT_VERSION);
        }
        return new Manifest(
                text(node, "model", file),
                whole(node, "version", file),
                whole(node, "base_version", file),
                node.get("config"),
                entries(node.path("files"), file),
                textIfThere(node, "backbone_fingerprint", file),
                node.get("training"),
                node.get("metrics"),
                textIfThere(node, "base_sha256", file),
                textIfThere(node, "claim", file));
    }

    /** The config in one spelling, without the number of items: half of the fingerprint. */
    static byte[] canonicalConfig(Manifest manifest) {
        ObjectNode copy = manifest.config().deepCopy();
        copy.remove("items");
        try {
            // Through a map: trees keep their order, maps are sorted by key.
            return Json.STRICT.writeValueAsBytes(Json.STRICT.treeToValue(copy, Object.class));
        } catch (JsonProcessingException e) {
            throw new ModelException("The config of a manifest must be plain JSON.", e);
        }
    }

    /** The version that what is said of a training calls it a copy of; 0 = none. */
    static long copyOf(@Nullable JsonNode training) {
        return training == null ? 0 : training.path(COPY_OF).asLong(0);
    }

    /** What is said of a training, with the version that is copied. */
    static JsonNode copied(@Nullable JsonNode training, long version) {
        ObjectNode origin = JsonNodeFactory.instance.objectNode();
        if (training instanceof ObjectNode known) {
            origin.setAll(known);
        }
        return origin.put(COPY_OF, version);
    }

    private static @Nullable String textIfThere(JsonNode node, String key, String file) {
        return node.hasNonNull(key) ? text(node, key, file) : null;
    }

    private static List<Manifest.Entry> entries(JsonNode list, String file) {
        if (!list.isArray()) {
            throw ModelException.wrong("files", list, file, "be a list");
        }
        List<Manifest.Entry> entries = new ArrayList<>();
        for (JsonNode entry : list) {
            String sha = text(entry, "sha256", file).toLowerCase(Locale.ROOT);
            entries.add(
                    new Manifest.Entry(
                            text(entry, "name", file), whole(entry, "bytes", file), sha));
        }
        return entries;
    }

    private static long whole(JsonNode node, String key, String file) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw ModelException.wrong(key, value, file, "be a whole number, not negative");
        }
        return value.longValue();
    }

    private static String text(JsonNode node, String key, String file) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw ModelException.wrong(key, value, file, "be text");
        }
        return value.textValue();
    }
}
