package io.riffle.gateway.live;

import com.google.gson.JsonObject;
import io.riffle.gateway.view.Bounded;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which models were announced, and which make the newest answers. Not for two threads. */
final class Models {

    private static final int REMEMBERED = 200;

    private final Bounded<String, ModelUpdate> announced = new Bounded<>(REMEMBERED);
    private final Map<String, JsonObject> news = new LinkedHashMap<>();
    private long backbone;
    private long reranker;

    JsonObject announced(ModelUpdate update, long time) {
        announced.put(update.model() + update.version(), update);
        JsonObject json = version(update.model(), update.version(), "announced", time);
        JsonObject metrics = new JsonObject();
        update.metrics()
                .forEach(
                        (name, value) -> {
                            // JSON has no other numbers.
                            if (Double.isFinite(value)) {
                                metrics.addProperty(name, value);
                            }
                        });
        json.add("metrics", metrics);
        news.put(update.model() + " announced", json);
        return json;
    }

    /** What an answer tells of a backbone that did not serve before; null when it is nothing. */
    @Nullable JsonObject backbone(Recommendation slate, long time) {
        // Versions grow; while one is swapped for another, answers of both come for a moment.
        if (slate.backboneVersion() <= backbone) {
            return null;
        }
        backbone = slate.backboneVersion();
        return serving(ModelUpdate.BACKBONE, backbone, time);
    }

    /** As {@link #backbone}, of a reranker. */
    @Nullable JsonObject reranker(Recommendation slate, long time) {
        if (slate.rerankerVersion() <= reranker) {
            return null;
        }
        reranker = slate.rerankerVersion();
        return serving(ModelUpdate.RERANKER, reranker, time);
    }

    /** The newest of each model. */
    Iterable<JsonObject> news() {
        return List.copyOf(news.values());
    }

    /** When the backbone of this version was made, epoch ms; 0 when that is not known. */
    long made(long version) {
        ModelUpdate update = announced.get(ModelUpdate.BACKBONE + version);
        return update == null ? 0 : update.createdTime();
    }

    private JsonObject serving(String model, long version, long time) {
        JsonObject json = version(model, version, "serving", time);
        news.put(model + " serving", json);
        return json;
    }

    private static JsonObject version(String model, long version, String state, long time) {
        JsonObject json = new JsonObject();
        json.addProperty("time", time);
        json.addProperty("model", model);
        json.addProperty("version", version);
        json.addProperty("state", state);
        return json;
    }
}
