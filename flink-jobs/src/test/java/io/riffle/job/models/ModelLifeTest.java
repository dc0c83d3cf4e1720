package io.riffle.job.models;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of a version's life: what each event makes of version 5 in each stage, beside a version
 * 3 that serves.
 */
class ModelLifeTest {

    private static final String MINE = "fingerprint-a";
    private static final String OTHERS = "fingerprint-b";
    private static final long NOW = 1_000_000;

    private static final ModelUpdate THIRD = update(3, "c", 0);
    private static final ModelUpdate FIFTH = update(5, "e", 0);

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
        RESTORED(ModelLifeTest::restored);

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

    @Test
    void anAnnouncementIsJudgedByWhatIsKnown() {
        assertThat(fifth(Stage.PENDING).verdict(update(6, "f", 0))).isEqualTo(Verdict.NEWER);
        assertThat(fifth(Stage.PENDING).verdict(FIFTH)).isEqualTo(Verdict.KNOWN);
        assertThat(fifth(Stage.PENDING).verdict(update(5, "0", 0))).isEqualTo(Verdict.OTHER);
        assertThat(fifth(Stage.PENDING).verdict(update(4, "d", 0))).isEqualTo(Verdict.OLDER);
        assertThat(fifth(Stage.REFUSED).verdict(FIFTH)).isEqualTo(Verdict.AGAIN);
        assertThat(fifth(Stage.REFUSED).verdict(update(4, "d", 0))).isEqualTo(Verdict.NEWER);
        assertThat(fifth(Stage.WAITING).verdict(FIFTH)).isEqualTo(Verdict.AGAIN);
    }

    @Test
    void garbageUnderAHighNumberStandsInNobodysWay() {
        ModelUpdate garbage = update(Long.MAX_VALUE, "9", 0);
        ModelLife life =
                serving(3)
                        .announced(garbage, NOW)
                        .refused(Artifact.of(garbage), Reason.MISSING, null);
        assertThat(life.verdict(update(4, "d", 0))).isEqualTo(Verdict.NEWER);
        assertThat(due(life.announced(update(4, "d", 0), NOW), NOW)).isEqualTo(4);
    }

    @Test
    void whatIsPassedOverServesWhenAllAboveItIsRefused() {
        ModelLife life = serving(3).announced(FIFTH, NOW).announced(update(4, "d", 0), NOW);
        assertThat(due(life, NOW)).isEqualTo(5);
        assertThat(due(life.refused(Artifact.of(FIFTH), Reason.ERROR, null), NOW)).isEqualTo(4);
    }

    @Test
    void triesBecomeEverMoreSeldomAndNeverEnd() {
        ModelLife life = fifth(Stage.PENDING);
        long now = NOW;
        long longest = 0;
        for (int failure = 0; failure < 100; failure++) {
            life = life.unreadable(Artifact.of(FIFTH), now);
            assertThat(life.due(now)).isNull();
            long pause = life.nextDue() - now;
            assertThat(pause)
                    .isBetween(Math.max(longest, Backoff.FIRST_PAUSE), Backoff.LONGEST_PAUSE);
            longest = pause;
            now = life.nextDue();
            assertThat(due(life, now)).isEqualTo(5);
        }
        assertThat(life.pendingSince()).isEqualTo(NOW);
    }

    @Test
    void aSlowLoadOfWhatWasTakenBackIsNotWanted() {
        ModelLife life = fifth(Stage.LOADING);
        assertThat(life.wanted(Artifact.of(FIFTH))).isTrue();
        assertThat(life.announced(update(6, "f", 5), NOW).wanted(Artifact.of(FIFTH))).isFalse();
    }

    @Test
    void theOneBeforeIsNeverWhatWasTakenBack() {
        ModelUpdate back = update(6, "f", 5);
        ModelLife life = fifth(Stage.IN_USE).announced(back, NOW);
        life = life.loading(Artifact.of(back)).loaded(Artifact.of(back), 6, MINE);
        assertThat(stage(life, FIFTH)).isEqualTo(Stage.TAKEN_BACK);
        assertThat(stage(life, THIRD)).isEqualTo(Stage.PREVIOUS);
    }

    @Test
    void eachBackboneFindsItsNewestReranker() {
        ModelLife life = serving(3).backboneSwapped(MINE, NOW);
        for (long version = 10; version < 14; version++) {
            ModelUpdate one = update(version, "a", 0);
            String needs = version % 2 == 0 ? OTHERS : "fingerprint-c";
            life =
                    life.announced(one, NOW)
                            .loading(Artifact.of(one))
                            .refused(Artifact.of(one), Reason.FINGERPRINT, needs);
        }
        assertThat(life.due(NOW)).isNull();
        assertThat(due(life.backboneSwapped(OTHERS, NOW), NOW)).isEqualTo(12);
        assertThat(due(life.backboneSwapped("fingerprint-c", NOW), NOW)).isEqualTo(13);
    }

    @Test
    void aRerankerThatServedComesBackWithItsBackbone() {
        ModelUpdate other = update(2, "b", 0);
        ModelLife life =
                serving(3)
                        .backboneSwapped(OTHERS, NOW)
                        .announced(other, NOW)
                        .loading(Artifact.of(other))
                        .loaded(Artifact.of(other), 2, OTHERS);
        assertThat(stage(life, THIRD)).isEqualTo(Stage.WAITING);
        assertThat(due(life.backboneSwapped(MINE, NOW), NOW)).isEqualTo(3);
    }

    @Test
    void whatIsRememberedHasABound() {
        ModelLife life = serving(1);
        for (long version = 2; version < 1_000; version++) {
            ModelUpdate next = update(version, "a", 0);
            life = life.announced(next, NOW);
            Artifact artifact = Artifact.of(next);
            life =
                    switch ((int) (version % 4)) {
                        case 0 -> life.refused(artifact, Reason.SHAPE, null);
                        case 1 -> life.refused(artifact, Reason.FINGERPRINT, "f" + version);
                        case 2 -> life.loaded(artifact, version, MINE);
                        default -> life.unreadable(artifact, NOW);
                    };
        }
        assertThat(life.versions()).hasSizeLessThanOrEqualTo(2 * ModelLife.MOST + 2);
    }

    private static @Nullable Stage after(Event event, Stage stage) {
        return stage(event.happen.apply(fifth(stage)), FIFTH);
    }

    /** Version 5 in a stage; a version 3 serves, unless it is 5 that does. */
    private static ModelLife fifth(Stage stage) {
        Artifact artifact = Artifact.of(FIFTH);
        ModelLife known = serving(3).announced(FIFTH, NOW);
        return switch (stage) {
            case PENDING -> known;
            case LOADING -> known.loading(artifact);
            case WAITING -> known.refused(artifact, Reason.FINGERPRINT, OTHERS);
            case REFUSED -> known.refused(artifact, Reason.SHAPE, null);
            case IN_USE -> known.loaded(artifact, 5, MINE);
            case PREVIOUS -> {
                ModelUpdate sixth = update(6, "f", 0);
                ModelLife later = known.loaded(artifact, 5, MINE).announced(sixth, NOW);
                yield later.loaded(Artifact.of(sixth), 6, MINE);
            }
            case TAKEN_BACK -> known.announced(update(6, "f", 5), NOW);
        };
    }

    private static ModelLife serving(long version) {
        ModelUpdate update = update(version, "c", 0);
        return ModelLife.start(ModelUpdate.RERANKER, null, List.of(update), Map.of(), NOW)
                .loaded(Artifact.of(update), version, MINE);
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
        return ModelLife.start(ModelUpdate.RERANKER, null, announced, waiting, NOW);
    }

    private static long due(ModelLife life, long now) {
        return Objects.requireNonNull(life.due(now)).number();
    }

    private static @Nullable Stage stage(ModelLife life, ModelUpdate update) {
        ModelVersion version = life.find(Artifact.of(update));
        return version == null ? null : version.stage();
    }

    private static ModelUpdate update(long version, String sha256, long rollbackOf) {
        return new ModelUpdate(
                ModelUpdate.RERANKER,
                version,
                0,
                "store/reranker/" + version,
                sha256.repeat(64),
                version,
                Map.of(),
                rollbackOf);
    }
}
