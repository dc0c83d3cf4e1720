package io.riffle.job.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.Activity;
import io.riffle.schema.Dislikes;
import io.riffle.schema.history.UserHistory;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HotUsersTest {

    private static User user(String id, int events) {
        UserHistory history = UserHistory.empty(512);
        for (int i = 0; i < events; i++) {
            history.add("item" + i, 1_000 + i, Action.CLICK, i);
        }
        OpenSlates slates = new OpenSlates(8, true, new TreeMap<>());
        User user = new User(id, () -> history, slates, null, Dislikes.NONE, Activity.NONE);
        assertThat(user.history().size()).isEqualTo(events);
        return user;
    }

    @Test
    void theLeastRecentlyUsedLeaveWhenThereAreTooMany() {
        HotUsers hot = new HotUsers(2, Long.MAX_VALUE);
        hot.keep(user("a", 1));
        hot.keep(user("b", 1));
        assertThat(hot.get("a")).isNotNull();
        hot.keep(user("c", 1));

        assertThat(hot.get("b")).isNull();
        assertThat(hot.get("a")).isNotNull();
        assertThat(hot.size()).isEqualTo(2);
    }

    @Test
    void fewHeavyUsersTakeNoMoreThanManyLightOnes() {
        long light = user("light", 10).bytes();
        HotUsers hot = new HotUsers(1_000, 100 * light);
        for (int i = 0; i < 500; i++) {
            hot.keep(user("light" + i, 10));
            assertThat(hot.bytes()).isLessThanOrEqualTo(100 * light);
        }
        assertThat(hot.size()).isEqualTo(100);
        for (int i = 0; i < 50; i++) {
            hot.keep(user("heavy" + i, 512));
            assertThat(hot.bytes()).isLessThanOrEqualTo(100 * light);
        }
        assertThat(hot.size()).isLessThan(100);
    }

    @Test
    void aUserIsWeighedAnewAndNotTwice() {
        HotUsers hot = new HotUsers(10, Long.MAX_VALUE);
        User growing = user("a", 1);
        hot.keep(growing);
        for (int i = 0; i < 200; i++) {
            growing.history().add("more" + i, 2_000 + i, Action.CLICK, 1_000 + i);
        }
        hot.keep(growing);
        assertThat(hot.bytes()).isEqualTo(growing.bytes());

        hot.remove("a");
        hot.remove("unknown");
        assertThat(hot.bytes()).isZero();
    }

    @Test
    void whoIsHeavierThanTheBoundIsNotKept() {
        HotUsers hot = new HotUsers(10, 100);
        hot.keep(user("a", 512));

        assertThat(hot.size()).isZero();
        assertThat(hot.bytes()).isZero();
    }
}
