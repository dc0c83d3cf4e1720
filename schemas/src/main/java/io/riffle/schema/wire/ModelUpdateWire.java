package io.riffle.schema.wire;

import io.riffle.schema.ModelUpdate;
import io.riffle.schema.SizeLimits;

/** {@link ModelUpdate} at the edge. */
public final class ModelUpdateWire implements Wire<ModelUpdate> {

    private static final String OWNER = "a model update";

    @Override
    public byte[] write(ModelUpdate update, ContentType type) {
        return ProtoBytes.write(
                io.riffle.schema.v1.ModelUpdate.newBuilder()
                        .setModel(update.model())
                        .setVersion(update.version())
                        .setBaseVersion(update.baseVersion())
                        .setUri(update.uri())
                        .setSha256(update.manifestSha256())
                        .setCreatedTime(update.createdTime())
                        .putAllMetrics(update.metrics())
                        .setRollbackOf(update.rollbackOf())
                        .build(),
                type);
    }

    @Override
    public ModelUpdate read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.ModelUpdate.newBuilder(), bytes, type).build();
        EdgeRules.text("uri", message.getUri(), SizeLimits.URI, OWNER);
        EdgeRules.count("number of metrics", message.getMetricsCount(), SizeLimits.METRICS, OWNER);
        for (String metric : message.getMetricsMap().keySet()) {
            EdgeRules.text("name of a metric", metric, SizeLimits.NAME, OWNER);
        }
        try {
            return new ModelUpdate(
                    message.getModel(),
                    message.getVersion(),
                    message.getBaseVersion(),
                    message.getUri(),
                    message.getSha256(),
                    message.getCreatedTime(),
                    message.getMetricsMap(),
                    message.getRollbackOf());
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid model update", e);
        }
    }
}
