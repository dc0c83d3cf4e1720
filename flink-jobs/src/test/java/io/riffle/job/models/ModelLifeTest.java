package io.riffle.job.models;

import static io.riffle.job.models.Lives.FIFTH;
import static io.riffle.job.models.Lives.MINE;
import static io.riffle.job.models.Lives.NOW;
import static io.riffle.job.models.Lives.OTHERS;
import static io.riffle.job.models.Lives.THIRD;
import static io.riffle.job.models.Lives.due;
import static io.riffle.job.models.Lives.fifth;
import static io.riffle.job.models.Lives.serving;
import static io.riffle.job.models.Lives.stage;
import static io.riffle.job.models.Lives.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.schema.ModelUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which version comes next, which comes back, and which is never tried again. */
class ModelLifeTest {

    private static final String RERANKER = ModelUpdate.RERANKER;

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
    void whatServedIsProvenHoweverManyNewerOnesWereAnnouncedSince() {
        ModelUpdate fourth = update(4, "d", 0);
        List<ModelUpdate> newer = new ArrayList<>();
        for (long version = 5; version < 5 + ModelLife.MOST; version++) {
            newer.add(update(version, "e", 0));
        }
        ModelLife life = started(newer, List.of(fourth, THIRD));
        assertThat(life.proven()).extracting(ModelVersion::number).containsExactly(4L, 3L);
        assertThat(life.versions()).hasSize(2 + ModelLife.MOST);

        // Also while it cannot be read and more of the others come.
        life = life.unreadable(Artifact.of(fourth), NOW).announced(update(99, "f", 0), NOW);
        for (ModelVersion version : life.versions()) {
            if (version.number() > 4) {
                life = life.refused(version.artifact(), Reason.NORM, null);
            }
        }
        assertThat(due(life, NOW + Backoff.LONGEST_PAUSE)).isEqualTo(4);
    }

    @Test
    void whatWasTakenBackIsSoAfterAStartWhicheverIsToldFirst() {
        ModelUpdate fourth = update(4, "d", 0);
        ModelUpdate back = update(6, "f", 5);
        ModelLife life = started(List.of(fourth, FIFTH, back), List.of(back, fourth));
        assertThat(stage(life, FIFTH)).isEqualTo(Stage.TAKEN_BACK);
        assertThat(life.proven()).extracting(ModelVersion::number).containsExactly(6L, 4L);

        life = ModelLife.start(RERANKER, null, List.of(FIFTH), List.of(), Map.of(MINE, back), NOW);
        assertThat(stage(life, FIFTH)).isEqualTo(Stage.TAKEN_BACK);
    }

    private static ModelLife started(List<ModelUpdate> known, List<ModelUpdate> served) {
        return ModelLife.start(RERANKER, null, known, served, Map.of(), NOW);
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
}
