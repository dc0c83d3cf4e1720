package io.riffle.job.swap;

import static io.riffle.job.testing.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.riffle.job.models.Artifact;
import io.riffle.job.models.ModelLife;
import io.riffle.job.models.ModelVersion;
import io.riffle.job.models.Stage;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.codec.ModelUpdateCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operator state holds of announcements. */
class AnnouncedModelsTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;
    private static final String RERANKER = ModelUpdate.RERANKER;

    private OperatorStateStore store;

    @BeforeEach
    void open() throws Exception {
        store = empty();
    }

    private static OperatorStateStore empty() throws Exception {
        return new DefaultOperatorStateBackendBuilder(
                        AnnouncedModelsTest.class.getClassLoader(),
                        new ExecutionConfig(),
                        false,
                        List.of(),
                        new CloseableRegistry())
                .build();
    }

    @Test
    void whateverBecameOfThemSubtasksHoldTheSameAnnouncements() throws Exception {
        OperatorStateStore other = empty();
        AnnouncedModels mine = new AnnouncedModels(store);
        AnnouncedModels others = new AnnouncedModels(other);
        ModelLife life = mine.life(BACKBONE, null, 0);
        ModelLife failing = others.life(BACKBONE, null, 0);
        for (long version = 1; version <= 30; version++) {
            ModelUpdate next = update(BACKBONE, version, "fake:" + version);
            Artifact artifact = Artifact.of(next);
            mine.add(next);
            others.add(next);
            life = life.announced(next, version).loaded(artifact, version, null);
            failing = failing.announced(next, version).refused(artifact, Reason.ERROR, null);
            mine.follow(BACKBONE, life);
            others.follow(BACKBONE, failing);
        }
        assertThat(entries(other, "announced-models"))
                .isEqualTo(entries(store, "announced-models"))
                .hasSize(ModelLife.MOST);
    }

    @Test
    void whatServedIsWhereARestartBeginsHoweverManyWereRefusedSince() throws Exception {
        AnnouncedModels mine = new AnnouncedModels(store);
        ModelLife life = mine.life(BACKBONE, null, 0);
        for (long version = 1; version <= 20; version++) {
            ModelUpdate next = update(BACKBONE, version, "fake:" + version);
            Artifact artifact = Artifact.of(next);
            mine.add(next);
            life = life.announced(next, 0);
            life =
                    version <= 2
                            ? life.loaded(artifact, version, null)
                            : life.refused(artifact, Reason.NORM, null);
            mine.follow(BACKBONE, life);
        }
        assertThat(new AnnouncedModels(store).life(BACKBONE, null, 0).proven())
                .extracting(ModelVersion::number)
                .containsExactly(2L, 1L);
    }

    @Test
    void whatWasTakenBackIsSoAfterARestartToo() throws Exception {
        AnnouncedModels mine = new AnnouncedModels(store);
        ModelLife life = mine.life(BACKBONE, null, 0);
        ModelUpdate bad = update(BACKBONE, 5, "fake:5");
        ModelUpdate back =
                new ModelUpdate(BACKBONE, 6, 0, "fake:6", bad.manifestSha256(), 6, Map.of(), 5);
        for (ModelUpdate next : List.of(update(BACKBONE, 4, "fake:4"), bad, back)) {
            mine.add(next);
            life = life.announced(next, 0).loaded(Artifact.of(next), next.version(), null);
            mine.follow(BACKBONE, life);
        }
        ModelLife restored = new AnnouncedModels(store).life(BACKBONE, null, 0);
        assertThat(restored.versions())
                .extracting(ModelVersion::number, ModelVersion::stage)
                .containsExactly(
                        tuple(4L, Stage.PENDING),
                        tuple(5L, Stage.TAKEN_BACK),
                        tuple(6L, Stage.PENDING));
    }

    @Test
    void stateOfEarlierReleasesIsRead() throws Exception {
        ModelUpdate second = update(BACKBONE, 2, "fake:2");
        ModelUpdate third = update(BACKBONE, 3, "fake:3");
        ModelUpdate fourth = update(BACKBONE, 4, "fake:4");
        state(store, "previous-models").put(BACKBONE, second);
        state(store, "models-in-use").put(BACKBONE, third);
        state(store, "newest-models").put(BACKBONE, fourth);

        AnnouncedModels read = new AnnouncedModels(store);
        assertThat(read.served(BACKBONE)).containsExactly(third, second);
        assertThat(read.life(BACKBONE, null, 0).versions())
                .extracting(ModelVersion::update)
                .containsExactly(second, third, fourth);
        assertThat(entries(store, "newest-models")).isEmpty();
        assertThat(new AnnouncedModels(store).life(BACKBONE, null, 0).versions()).hasSize(3);
    }

    @Test
    void rerankersThatWaitAreRememberedWithWhomTheyWaitFor() throws Exception {
        AnnouncedModels mine = new AnnouncedModels(store);
        ModelLife life = mine.life(RERANKER, null, 0);
        for (long version = 1; version <= 20; version++) {
            ModelUpdate next = update(RERANKER, version, "fake:" + version);
            String needs = version == 1 ? "rare" : "usual";
            mine.add(next);
            life = life.announced(next, 0).refused(Artifact.of(next), Reason.FINGERPRINT, needs);
            mine.follow(RERANKER, life);
        }
        ModelLife restored = new AnnouncedModels(store).life(RERANKER, null, 0);
        assertThat(due(restored.backboneSwapped("usual", 0))).isEqualTo(20);
        ModelLife tried = restored.backboneSwapped("rare", 0);
        // Of those between, only their manifests can tell.
        for (int between = 0; between < ModelLife.MOST && due(tried) > 1; between++) {
            Artifact artifact = Objects.requireNonNull(tried.due(0)).artifact();
            tried = tried.refused(artifact, Reason.FINGERPRINT, "usual");
        }
        assertThat(due(tried)).isEqualTo(1);
    }

    private static long due(ModelLife life) {
        return Objects.requireNonNull(life.due(0)).number();
    }

    private static BroadcastState<String, ModelUpdate> state(OperatorStateStore of, String name)
            throws Exception {
        return of.getBroadcastState(
                new MapStateDescriptor<>(
                        name,
                        StringSerializer.INSTANCE,
                        new CodecSerializer<>(ModelUpdateCodec.class)));
    }

    private static Map<String, ModelUpdate> entries(OperatorStateStore of, String name)
            throws Exception {
        Map<String, ModelUpdate> all = new HashMap<>();
        state(of, name).entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }
}
