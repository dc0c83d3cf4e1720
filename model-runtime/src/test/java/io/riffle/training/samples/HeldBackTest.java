package io.riffle.training.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.TrainingSample;
import io.riffle.training.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What waits is judged on and not yet learned; then it is learned, once. */
class HeldBackTest {
    private static final int REQUESTS = 2_000;
    private static final long DAY = 86_400_000;

    @Test
    void everythingIsLearnedOnceAndNothingWhileItWaits() {
        HeldBack heldBack = new HeldBack(.3, 20);
        List<String> learned = new ArrayList<>();
        for (int n = 0; n < REQUESTS; n++) {
            for (Taken taken : heldBack.exchange(List.of(taken("u" + n, 0, "a")))) {
                learned.add(taken.lesson().sample().userId());
            }
            Set<String> waiting = new HashSet<>();
            heldBack.requests().forEach(sample -> waiting.add(sample.userId()));
            assertThat(waiting).hasSizeLessThanOrEqualTo(20);
            if (n % 100 == 99) {
                assertThat(learned).doesNotContainAnyElementsOf(waiting);
            }
        }
        assertThat(heldBack.waiting()).isEqualTo(20);
        assertThat(learned).hasSize(REQUESTS - 20).doesNotHaveDuplicates();
        // Those that never waited are learned at once: in their order seven of ten.
        assertThat(learned.indexOf("u" + (REQUESTS - 1))).isIn(-1, learned.size() - 1);
    }

    @Test
    void linesAreBoundedWhetherUsersClickOrNot() {
        HeldBack heldBack = new HeldBack(1, 5);
        for (int n = 0; n < 500; n++) {
            List<Taken> now = heldBack.exchange(List.of(new Taken(empty("u" + n), true)));
            assertThat(now).isEmpty();
            assertThat(heldBack.waiting()).isLessThanOrEqualTo(40);
        }
        assertThat(heldBack.requests()).hasSize(40);
    }

    @Test
    void revisionsOfARequestGoTheSameWayAndTheNewestIsJudgedOn() {
        HeldBack heldBack = new HeldBack(.5, 500);
        for (int n = 0; n < 60; n++) {
            int first = heldBack.exchange(List.of(taken("u" + n, 0, "a"))).size();
            int second = heldBack.exchange(List.of(taken("u" + n, 1, "a", "b"))).size();
            assertThat(second).isEqualTo(first);
            TrainingSample earlier = heldBack.earlier("u" + n + "-1");
            assertThat(earlier == null).isEqualTo(first == 1);
            if (earlier != null) {
                assertThat(earlier.revision()).isEqualTo(1);
            }
        }
        assertThat(heldBack.requests())
                .allMatch(sample -> sample.revision() == 1)
                .extracting(TrainingSample::recommendationId)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRequestOfWhichARevisionWasLearnedIsJudgedOnNoMore() throws IOException {
        HeldBack heldBack = new HeldBack(1, 2);
        heldBack.exchange(List.of(taken("u0", 0, "a"), taken("u1", 0, "a")));
        assertThat(heldBack.exchange(List.of(later("u0", 1, "a", "b"))))
                .extracting(taken -> taken.lesson().sample().revision())
                .as("the first one is learned")
                .containsExactly(0);

        for (HeldBack each : List.of(heldBack, restored(heldBack, 1))) {
            assertThat(each.requests()).extracting(TrainingSample::userId).containsExactly("u1");
            assertThat(each.earlier("u0-1")).as("what completes the next").isNotNull();
            // It waits for its turn all the same.
            assertThat(each.exchange(List.of(taken("u2", 0, "a"), taken("u3", 0, "a"))))
                    .extracting(taken -> taken.lesson().sample().sampleId())
                    .containsExactly("u1-1/0", "u0-1/1");
            assertThat(each.earlier("u0-1")).isNull();
        }
    }

    /** Whatever share there is by now, and whatever became of the answer. */
    @Test
    void noRevisionIsLearnedBeforeOneThatWaits() throws IOException {
        HeldBack heldBack = new HeldBack(1, 5);
        heldBack.exchange(List.of(taken("u0", 0, "a")));
        HeldBack restored = restored(heldBack, 0);
        for (Taken taken : restored.exchange(List.of(later("u0", 1, "a", "b")))) {
            assertThat(taken.lesson().sample().revision()).isZero();
        }
    }

    /** Exploration was turned off: requests of then do not decide for good. */
    @Test
    void drawnRequestsLeaveADayAfterTheLastWhereEnoughOthersAreNewer() {
        HeldBack heldBack = new HeldBack(1, 20);
        for (int n = 0; n < 20; n++) {
            assertThat(heldBack.exchange(List.of(drawn("d" + n, n)))).isEmpty();
        }
        int left = 0;
        for (int n = 0; n < 60; n++) {
            // As many as may wait come within the day.
            long time = n < 40 ? DAY - 100 + n : DAY + n;
            left += drawn(heldBack.exchange(List.of(plain("p" + n, time))));
            assertThat(left).isEqualTo(Math.max(0, n - 39));
        }
        assertThat(heldBack.requests())
                .extracting(TrainingSample::userId)
                .allMatch(user -> user.startsWith("p"))
                .hasSize(20);
    }

    /** Little is explored: evidence of weeks ago does not decide. */
    @Test
    void drawnRequestsLeaveAfterAWeekWhereEnoughOthersAreNewer() {
        HeldBack heldBack = new HeldBack(1, 20);
        int left = 0;
        for (int n = 0; n < 200; n++) {
            long time = n * DAY / 10;
            left += drawn(heldBack.exchange(List.of(plain("p" + n, time))));
            if (n % 10 == 0) {
                left += drawn(heldBack.exchange(List.of(drawn("d" + n, time))));
            }
            assertThat(left).isEqualTo(Math.max(0, (n - 61) / 10));
        }
    }

    /** Where few come at all, those of older days are what there is. */
    @Test
    void noRequestLeavesByItsAgeBeforeAsManyNewerOnesWait() {
        HeldBack heldBack = new HeldBack(1, 20);
        for (int n = 0; n < 19; n++) {
            long time = n * DAY;
            assertThat(heldBack.exchange(List.of(drawn("d" + n, time)))).isEmpty();
            assertThat(heldBack.exchange(List.of(plain("p" + n, time)))).isEmpty();
        }
    }

    @Test
    void whereNothingIsToBeJudgedAnyMoreWhatWaitsIsLearned() throws IOException {
        HeldBack heldBack = new HeldBack(1, 2);
        heldBack.exchange(List.of(drawn("d0", 0), drawn("d1", 0), plain("p0", 0)));
        HeldBack restored = restored(heldBack, 0);
        assertThat(restored.exchange(List.of(plain("u0", 0), plain("u1", 0))))
                .extracting(taken -> taken.lesson().sample().userId())
                .containsExactly("u0", "d0", "p0", "u1", "d1");
        assertThat(restored.requests()).isEmpty();
    }

    @Test
    void withoutAShareNothingWaits() {
        HeldBack heldBack = new HeldBack(0, 20);
        for (int n = 0; n < 100; n++) {
            assertThat(heldBack.exchange(List.of(taken("u" + n, 0, "a")))).hasSize(1);
        }
        assertThat(heldBack.requests()).isEmpty();
    }

    @Test
    void restoredLinesGoOnAsIfTheyHadNeverStopped() throws IOException {
        HeldBack heldBack = new HeldBack(.5, 10);
        for (int n = 0; n < 30; n++) {
            heldBack.exchange(List.of(taken("u" + n, 0, "a"), taken("u" + n, 1, "a", "b")));
        }
        HeldBack restored = new HeldBack(.5, 10);
        restored.exchange(List.of(taken("other", 0, "a")));
        read(restored, heldBack);
        assertThat(restored.requests()).isEqualTo(heldBack.requests());
        for (int n = 30; n < 60; n++) {
            List<Taken> batch = List.of(taken("u" + n, 0, "a"));
            assertThat(restored.exchange(batch)).isEqualTo(heldBack.exchange(batch));
        }
    }

    private static HeldBack restored(HeldBack heldBack, double share) throws IOException {
        HeldBack restored = new HeldBack(share, 2);
        read(restored, heldBack);
        return restored;
    }

    private static void read(HeldBack restored, HeldBack heldBack) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        heldBack.write(new DataOutputStream(bytes));
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    /** A revision of which only the last label is new. */
    private static Taken later(String user, int revision, String... hit) {
        TrainingSample sample = taken(user, revision, hit).lesson().sample();
        int last = sample.labels().size() - 1;
        return new Taken(new Lesson(sample, false, sample.labels().subList(last, last + 1)), false);
    }

    /** How many of the samples were drawn. */
    private static int drawn(List<Taken> learned) {
        return (int)
                learned.stream()
                        .filter(taken -> taken.lesson().sample().userId().startsWith("d"))
                        .count();
    }

    private static Taken drawn(String user, long time) {
        return at(time, List.of(.5, .5), user);
    }

    private static Taken plain(String user, long time) {
        return at(time, List.of(), user);
    }

    private static Taken at(long time, List<Double> chances, String user) {
        TrainingSample sample = taken(user, 0, "a").lesson().sample();
        return new Taken(Lesson.whole(Samples.at(time, chances, sample)), true);
    }

    private static Taken taken(String user, int revision, String... hit) {
        TrainingSample sample = Samples.revised(user, "x", Samples.click("a", 1), revision, hit);
        return new Taken(Lesson.whole(sample), revision == 0);
    }

    private static Lesson empty(String user) {
        return Lesson.whole(Samples.revised(user, "x", null, 0));
    }
}
