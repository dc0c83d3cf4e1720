package io.riffle.job.models;

import static io.riffle.job.models.Lives.FIFTH;
import static io.riffle.job.models.Lives.MINE;
import static io.riffle.job.models.Lives.NOW;
import static io.riffle.job.models.Lives.OTHERS;
import static io.riffle.job.models.Lives.fifth;
import static io.riffle.job.models.Lives.stage;
import static io.riffle.job.models.Lives.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.schema.ModelUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of a version's life: what each event makes of version 5 in each stage, beside a version
 * 3 that serves.
 */
class ModelLifeTableTest {

    /** What can happen while version 5 is known. */
    enum Event {
        OLDER(life -> life.announced(update(4, "d", 0), NOW)),
        SAME(life -> life.announced(FIFTH, NOW)),
        NEWER(life -> life.announced(update(6, "f", 0), NOW)),
        OTHER_CONTENT(life -> life.announced(update(5, "0", 0), NOW)),
        TAKEN_BACK(life -> life.announced(update(6, "f", 5), NOW)),
        LOADING(life -> life.loading(Artifact.of(FIFTH))),
        LOADED(life -> life.loaded(Artifact.of(FIFTH), 5, MINE)),
        BROKEN(life -> life.refused(Artifact.of(FIFTH), Reason.CHECKSUM, null)),
        TOO_LARGE(life -> life.refused(Artifact.of(FIFTH), Reason.MEMORY, null)),
        ERROR(life -> life.refused(Artifact.of(FIFTH), Reason.ERROR, null)),
        OF_ANOTHER_BACKBONE(life -> life.refused(Artifact.of(FIFTH), Reason.FINGERPRINT, OTHERS)),
        UNREADABLE(life -> life.unreadable(Artifact.of(FIFTH), NOW)),
        ITS_BACKBONE_CAME(life -> life.backboneSwapped(OTHERS, NOW)),
        ANOTHER_BACKBONE_CAME(life -> life.backboneSwapped("fingerprint-c", NOW)),
        RESTORED(ModelLifeTableTest::restored);

        @SuppressWarnings("ImmutableEnumChecker") // a function without a state
        private final UnaryOperator<ModelLife> happen;

        Event(UnaryOperator<ModelLife> happen) {
            this.happen = happen;
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3} {4} {5} {6}")
    @CsvSource(
            textBlock =
                    """
                    OLDER,                 PENDING,    LOADING,    WAITING, REFUSED, IN_USE,   PREVIOUS
                    SAME,                  PENDING,    LOADING,    PENDING, PENDING, IN_USE,   PREVIOUS
                    NEWER,                 PENDING,    LOADING,    WAITING, REFUSED, IN_USE,   PREVIOUS
                    OTHER_CONTENT,         PENDING,    LOADING,    WAITING, REFUSED, IN_USE,   PREVIOUS
                    TAKEN_BACK,            TAKEN_BACK, TAKEN_BACK, TAKEN_BACK, TAKEN_BACK, IN_USE, TAKEN_BACK
                    LOADING,               LOADING,    LOADING,    LOADING, LOADING, LOADING,  LOADING
                    LOADED,                IN_USE,     IN_USE,     IN_USE,  IN_USE,  IN_USE,   IN_USE
                    BROKEN,                REFUSED,    REFUSED,    REFUSED, REFUSED, REFUSED,  REFUSED
                    TOO_LARGE,             REFUSED,    REFUSED,    REFUSED, REFUSED, REFUSED,  REFUSED
                    ERROR,                 REFUSED,    REFUSED,    REFUSED, REFUSED, REFUSED,  REFUSED
                    OF_ANOTHER_BACKBONE,   WAITING,    WAITING,    WAITING, WAITING, WAITING,  WAITING
                    UNREADABLE,            PENDING,    PENDING,    PENDING, PENDING, PENDING,  PENDING
                    ITS_BACKBONE_CAME,     PENDING,    LOADING,    PENDING, REFUSED, IN_USE,   PREVIOUS
                    ANOTHER_BACKBONE_CAME, PENDING,    LOADING,    WAITING, REFUSED, IN_USE,   PREVIOUS
                    RESTORED,              PENDING,    PENDING,    WAITING, PENDING, PENDING,  PENDING
                    """)
    void everyEventInEveryStage(
            Event event,
            Stage pending,
            Stage loading,
            Stage waiting,
            Stage refused,
            Stage inUse,
            Stage previous) {
        assertThat(after(event, Stage.PENDING)).isEqualTo(pending);
        assertThat(after(event, Stage.LOADING)).isEqualTo(loading);
        assertThat(after(event, Stage.WAITING)).isEqualTo(waiting);
        assertThat(after(event, Stage.REFUSED)).isEqualTo(refused);
        assertThat(after(event, Stage.IN_USE)).isEqualTo(inUse);
        assertThat(after(event, Stage.PREVIOUS)).isEqualTo(previous);
    }

    /** Only a load that ended well changes what serves. */
    @ParameterizedTest
    @EnumSource
    void whatServesGoesOnWhateverBecomesOfAnother(Event event) {
        if (event == Event.LOADED || event == Event.RESTORED) {
            return;
        }
        for (Stage stage : List.of(Stage.PENDING, Stage.LOADING, Stage.WAITING, Stage.REFUSED)) {
            ModelVersion serving = event.happen.apply(fifth(stage)).inUse();
            assertThat(Objects.requireNonNull(serving).number()).isEqualTo(3);
        }
    }

    private static @Nullable Stage after(Event event, Stage stage) {
        return stage(event.happen.apply(fifth(stage)), FIFTH);
    }

    /** As a checkpoint keeps it: what was announced, and who waited for whom. */
    private static ModelLife restored(ModelLife life) {
        List<ModelUpdate> announced = new ArrayList<>();
        Map<String, ModelUpdate> waiting = new HashMap<>();
        for (ModelVersion version : life.versions()) {
            ModelUpdate update = Objects.requireNonNull(version.update());
            announced.add(update);
            if (version.stage() == Stage.WAITING) {
                waiting.put(Objects.requireNonNull(version.fingerprint()), update);
            }
        }
        return ModelLife.start(ModelUpdate.RERANKER, null, announced, List.of(), waiting, NOW);
    }
}
