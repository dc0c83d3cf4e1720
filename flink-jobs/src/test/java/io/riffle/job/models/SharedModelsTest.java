package io.riffle.job.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.models.SharedModels.Lease;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One copy of each version in a process, for as long as somebody holds it. */
class SharedModelsTest {

    private static final int SUBTASKS = 8;

    private final SharedModels models = new SharedModels();
    private final AtomicInteger reads = new AtomicInteger();
    private final LoadedModel model;

    SharedModelsTest(@TempDir Path store) {
        UntrainedBackbone.publish(ModelStore.local(store), List.of("a", "b"), 1);
        model = ModelStore.local(store).get("backbone", 1);
    }

    private LoadedModel read() {
        reads.incrementAndGet();
        return model;
    }

    @Test
    void howeverManyAskAtOnceItIsReadOnceAndTheLastToLetGoDropsIt() throws Exception {
        ExecutorService subtasks = Executors.newFixedThreadPool(SUBTASKS);
        CountDownLatch together = new CountDownLatch(SUBTASKS);
        List<Future<Lease>> asked = new ArrayList<>();
        for (int subtask = 0; subtask < SUBTASKS; subtask++) {
            asked.add(
                    subtasks.submit(
                            () -> {
                                together.countDown();
                                together.await();
                                return models.hold("backbone/1", this::read);
                            }));
        }
        List<Lease> leases = new ArrayList<>();
        for (Future<Lease> each : asked) {
            leases.add(each.get());
        }
        subtasks.shutdown();
        assertThat(reads).hasValue(1);
        assertThat(leases).allMatch(lease -> lease.model() == model);
        for (Lease lease : leases) {
            assertThat(models.size()).isEqualTo(1);
            lease.close();
            lease.close();
        }
        assertThat(models.size()).isZero();
        models.hold("backbone/1", this::read).close();
        assertThat(reads).hasValue(2);
    }

    @Test
    void aFailedReadLeavesNothingAndTheNextTriesAgain() {
        assertThatThrownBy(
                        () ->
                                models.hold(
                                        "backbone/1",
                                        () -> {
                                            throw new UncheckedIOException(new IOException("503"));
                                        }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(models.size()).isZero();
        try (Lease lease = models.hold("backbone/1", this::read)) {
            assertThat(lease.model()).isSameAs(model);
        }
        assertThat(models.size()).isZero();
    }

    @Test
    void nobodyWaitsForAReadThatWasGivenUp() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread hanging =
                new Thread(() -> models.hold("backbone/1", () -> hang(begun, mayEnd)).close());
        hanging.start();
        begun.await();
        ExecutorService subtask = Executors.newSingleThreadExecutor();
        Future<Lease> waiting = subtask.submit(() -> models.hold("backbone/1", this::read));
        subtask.shutdown();

        models.giveUp(hanging);
        try (Lease lease = waiting.get(1, TimeUnit.MINUTES);
                Lease later = models.hold("backbone/1", this::read)) {
            assertThat(reads).hasValue(1);
            mayEnd.countDown();
            hanging.join();
            assertThat(models.size()).isEqualTo(1);
            assertThat(later.model()).isSameAs(lease.model());
        }
        assertThat(models.size()).isZero();
    }

    private LoadedModel hang(CountDownLatch begun, CountDownLatch mayEnd) {
        begun.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return model;
    }

    @Test
    void whoHoldsMayHoldAgainAndNobodyElse() {
        Lease lease = models.hold("backbone/1", this::read);
        Lease again = lease.again();
        lease.close();
        assertThat(models.size()).isEqualTo(1);
        again.close();
        assertThat(models.size()).isZero();
        assertThatThrownBy(again::again).isInstanceOf(IllegalStateException.class);
    }
}
