package io.riffle.job.recommend;

import static io.riffle.job.recommend.RealModels.BACKBONE;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.schema.ModelUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The store behind a step's models, whose versions can be changed behind their manifests' back. */
record PoisonedStore(RealModels models) {

    static final String WEIGHTS = "weights.safetensors";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An announcement of a version as it lies there now. */
    ModelUpdate update(long version) throws Exception {
        byte[] manifest = Files.readAllBytes(file(version, "manifest.json"));
        String uri = models.store.uri(BACKBONE, version);
        return new ModelUpdate(BACKBONE, version, 0, uri, sha256(manifest), 1, Map.of(), 0);
    }

    Path file(long version, String name) {
        return models.folder.resolve(BACKBONE).resolve(Long.toString(version)).resolve(name);
    }

    ObjectNode manifest(long version) throws IOException {
        return (ObjectNode) JSON.readTree(Files.readAllBytes(file(version, "manifest.json")));
    }

    void write(long version, ObjectNode manifest) throws IOException {
        Files.write(file(version, "manifest.json"), JSON.writeValueAsBytes(manifest));
    }

    /** Another content that the manifest agrees with. */
    void replace(long version, String name, byte[] content) throws Exception {
        Files.write(file(version, name), content);
        ObjectNode manifest = manifest(version);
        manifest.get("files")
                .forEach(
                        entry -> {
                            if (entry.path("name").asText().equals(name)) {
                                ((ObjectNode) entry).put("sha256", sha256(content));
                            }
                        });
        write(version, manifest);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
