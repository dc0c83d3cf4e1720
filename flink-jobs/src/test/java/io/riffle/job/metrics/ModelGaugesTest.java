package io.riffle.job.metrics;

import static io.riffle.job.testing.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.models.Artifact;
import io.riffle.job.models.ModelLife;
import io.riffle.job.testing.ReadableMetrics;
import io.riffle.schema.ModelUpdate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModelGaugesTest {

    private static final ModelUpdate SECOND = update(ModelUpdate.BACKBONE, 2, "fake:2");
    private static final ModelUpdate THIRD = update(ModelUpdate.BACKBONE, 3, "fake:3");

    private final AtomicLong now = new AtomicLong(1_000);
    private final AtomicLong loadingSince = new AtomicLong();
    private ModelLife life =
            ModelLife.start(ModelUpdate.BACKBONE, null, List.of(), List.of(), Map.of(), 1_000);
    private final ReadableMetrics metrics = new ReadableMetrics();

    @Test
    void agesAreThoseOfWhatServesWaitsAndLoads() {
        new ModelGauges(now::get, () -> life, loadingSince::get).in(metrics);
        assertNumbers(-1, 0, 0, 0);

        life = life.announced(SECOND, 1_000);
        now.set(1_500);
        assertNumbers(-1, 500, 0, 1);

        life = life.loading(Artifact.of(SECOND));
        loadingSince.set(1_400);
        assertNumbers(-1, 500, 100, 1);

        // An announcement's test time is its version.
        life = life.loaded(Artifact.of(SECOND), 2, null);
        loadingSince.set(0);
        assertNumbers(1_498, 0, 0, 0);

        life = life.announced(THIRD, 1_500).unreadable(Artifact.of(THIRD), 1_600);
        now.set(9_000);
        assertNumbers(8_998, 7_500, 0, 0);
    }

    private void assertNumbers(double age, double pending, double loading, int missing) {
        assertThat(metrics.value("model.age_ms")).isEqualTo(age);
        assertThat(metrics.value("model.pending_ms")).isEqualTo(pending);
        assertThat(metrics.value("model.loading_ms")).isEqualTo(loading);
        assertThat(metrics.value("model.missing")).isEqualTo(missing);
    }
}
