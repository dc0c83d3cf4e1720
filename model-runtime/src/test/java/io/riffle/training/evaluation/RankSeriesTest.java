package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.dataset.InteractionsBuilder;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Standard errors of what a stream's clicks say. */
class RankSeriesTest {
    private static final int USERS = 400;

    /** One click a user: the error of a share is that of a coin. */
    @Test
    void clicksOfDifferentUsersAreDrawsOfTheirOwn() {
        RankSeries ranks = ranks(1);
        double share = ranks.metrics().hitRate(10);
        assertThat(error(ranks, 1)).isCloseTo(Math.sqrt(share * (1 - share) / USERS), within(1e-9));
    }

    /** Four clicks a user, all hit or all missed, say no more than one of them. */
    @Test
    void clicksOfOneUserAreOneDraw() {
        assertThat(error(ranks(4), 4)).isCloseTo(error(ranks(1), 1), within(1e-9));
    }

    @Test
    void nothingHasNoError() {
        ScoredStream none = stream(1, 0);
        assertThat(new RankSeries(none).errors(none))
                .allSatisfy((name, e) -> assertThat(e).isZero());
    }

    /** Every third user's clicks are hit. */
    private static RankSeries ranks(int clicks) {
        ScoredStream stream = stream(clicks, USERS);
        RankSeries ranks = new RankSeries(stream);
        for (int place = 0; place < stream.size(); place++) {
            ranks.set(place, stream.userAt(place) % 3 == 0 ? 2 : 500);
        }
        return ranks;
    }

    private static double error(RankSeries ranks, int clicks) {
        return Objects.requireNonNull(ranks.errors(stream(clicks, USERS)).get("hr_at_10"));
    }

    private static ScoredStream stream(int clicks, int users) {
        InteractionsBuilder events = new InteractionsBuilder();
        for (int click = 0; click < clicks; click++) {
            for (int user = 0; user < users; user++) {
                events.add("u" + user, "i" + (user + click) % 7, 10L + click);
            }
        }
        return new ScoredStream(
                users == 0 ? new InteractionsBuilder().add("u", "i", 1).build() : events.build(),
                0,
                users == 0 ? ScoredStream.Clicks.NEW : ScoredStream.Clicks.ALL);
    }
}
