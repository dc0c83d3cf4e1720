package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.job.options.ModelOptions;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.UserOptions;
import io.riffle.lab.clicks.ClickSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * One pipeline that a benchmark sends clicks through, rate after rate.
 *
 * @param source name of the clicks
 * @param clicks opens the same clicks again for every pipeline
 * @param withModel false: the bare pipeline, everything but the models
 * @param withReranker whether a reranker orders the slates
 * @param cache whether values are cached
 * @param bundle clicks inferred together at most
 * @param cold whether nearly every click is of a user whose state has to be read from RocksDB
 */
public record BenchSweep(
        String source,
        Clicks clicks,
        boolean withModel,
        boolean withReranker,
        boolean cache,
        int bundle,
        boolean cold) {

    /** Far below the sources' active users: nobody who comes back is hot. */
    private static final int COLD_USERS = 64;

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /** Opens a source of clicks. */
    @FunctionalInterface
    public interface Clicks {
        ClickSource open() throws IOException;
    }

    /** For a person. */
    public String label() {
        String users = cold ? ", users from disk" : "";
        return withModel
                ? String.format(
                        Locale.ROOT,
                        "%s, backbone%s, cache %s, bundle %d%s",
                        source,
                        withReranker ? " and reranker" : "",
                        cache ? "on" : "off",
                        bundle,
                        users)
                : source + ", bare pipeline" + users;
    }

    /** Options of the job that differ from what is set anyway. */
    Configuration settings() {
        Configuration settings = likeAJobs();
        settings.set(RecommendOptions.BUNDLE_SIZE, bundle);
        if (cold) {
            settings.set(UserOptions.CACHED_USERS, COLD_USERS);
        }
        if (!cache) {
            settings.set(ModelOptions.CACHE_SIZE, MemorySize.ZERO);
        }
        return settings;
    }

    /** The jobs' own interval of checkpoints, not the lab's, which shows soon what is exact. */
    static Configuration likeAJobs() {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        return settings;
    }

    void describe(ObjectNode node) {
        node.put("source", source);
        node.put("model", withModel);
        node.put("reranker", withReranker);
        node.put("cache", cache ? "on" : "off");
        node.put("bundle", bundle);
    }
}
