package io.riffle.job.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.inference.ModelsAgain;
import io.riffle.job.testing.TestModel;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainWorkerTest {

    private static final ServingOptions OPTIONS = new ServingOptions(5, 10, 2, 0, 16, 0, "cpu");

    @TempDir private Path folder;

    /** Notes which models it was asked of, once it may. */
    private record Noting(CountDownLatch may, CountDownLatch done, List<Recommender> asked)
            implements ExplainWorker.Question {

        @Override
        public void ask(Recommender models) {
            try {
                may.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            asked.add(models);
            done.countDown();
        }

        @Override
        public void failed(Throwable why) {
            done.countDown();
        }
    }

    private ModelsAgain models(long seed) {
        long version = TestModel.publish(folder, seed).version();
        LoadedModel model = ModelStore.local(folder).get("backbone", version);
        try (Recommender serving = new Recommender(model, null, OPTIONS)) {
            return new ModelsAgain(model, null, OPTIONS, serving.items(List.of()));
        }
    }

    @Test
    void oneIsAskedSoManyWaitAndTheNextIsTurnedAway() throws InterruptedException {
        ExplainWorker worker = new ExplainWorker(2, Duration.ofSeconds(30), 0);
        ModelsAgain first = models(1);
        ModelsAgain second = models(2);
        CountDownLatch may = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(3);
        List<Recommender> asked = Collections.synchronizedList(new ArrayList<>());
        Noting noting = new Noting(may, done, asked);
        assertThat(worker.ask(first, noting)).isTrue();
        while (worker.waiting() > 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(worker.ask(first, noting)).isTrue();
        assertThat(worker.full()).isFalse();
        assertThat(worker.ask(second, noting)).isTrue();
        assertThat(worker.full()).isTrue();
        assertThat(worker.ask(first, noting)).isFalse();
        may.countDown();
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(asked).hasSize(3);
        assertThat(asked.get(1)).as("made once").isSameAs(asked.get(0));
        assertThat(asked.get(2).backboneVersion()).isEqualTo(second.backbone().version());
    }

    @Test
    void modelsThatNobodyAsksAreClosedAndMadeAnew() throws InterruptedException {
        ExplainWorker worker = new ExplainWorker(2, Duration.ofMillis(50), 0);
        ModelsAgain models = models(3);
        List<Recommender> asked = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            CountDownLatch done = new CountDownLatch(1);
            assertThat(worker.ask(models, new Noting(new CountDownLatch(0), done, asked))).isTrue();
            assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
            while (worker.holds()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        assertThat(asked.get(1)).isNotSameAs(asked.get(0));
    }
}
