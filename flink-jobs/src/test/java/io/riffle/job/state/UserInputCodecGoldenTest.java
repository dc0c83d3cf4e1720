package io.riffle.job.state;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.UserProfile;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.wire.Decoded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserInputCodecGoldenTest {

    private final UserInputCodec codec = new UserInputCodec();

    @Test
    void releasedClicksKeepTheirMeaning() {
        ClickEvent click =
                new ClickEvent(
                        "e1",
                        "ann",
                        "tt1",
                        Action.LIKE,
                        978_300_019_000L,
                        "r1",
                        2,
                        Map.of("a", "b"));
        Golden.holds(
                codec,
                "user-input-click",
                new UserInput.Click(new Decoded.Click(click, 978_300_020_000L)));
    }

    @Test
    void releasedProfilesKeepTheirMeaning() {
        Golden.holds(
                codec,
                "user-input-profile",
                new UserInput.Profile(new UserProfile("ann", Map.of("age", "25"), 7)));
    }

    @Test
    void releasedForgetRequestsKeepTheirMeaning() {
        Golden.holds(
                codec,
                "user-input-forget",
                new UserInput.Forget(new ForgetUser("q1", "ann", 978_300_019_000L)),
                2);
    }

    @Test
    void releasedWithdrawnProfilesKeepTheirMeaning() {
        Golden.holds(codec, "user-input-profile-withdrawn", new UserInput.ProfileWithdrawn("ann"));
    }

    @Test
    void releasedRequestsKeepTheirMeaning() {
        SlateRequest request = SlateRequest.of("q1", "ann", 978_300_019_000L);
        ReplyTo to = new ReplyTo(3, "00-4bf9-00f0-01");
        Golden.holds(
                codec,
                "user-input-request",
                new UserInput.Request(request, 978_300_020_000L, to),
                3);
        Golden.holds(
                codec,
                "user-input-refused",
                new UserInput.Refused("q1", "ann", "The size is too large.", -1, ReplyTo.NOBODY),
                3);
    }

    @Test
    void releasedQuestionsKeepTheirMeaning() {
        ReplyTo to = new ReplyTo(3, "00-4bf9-00f0-01");
        ExplainRequest request = new ExplainRequest("x1", "r1", "ann", 5);
        Golden.holds(
                codec,
                "user-input-explain",
                new UserInput.Explain(request, 978_300_020_000L, to),
                3);
        Golden.holds(
                codec,
                "user-input-explain-refused",
                new UserInput.ExplainRefused("x1", "", "x1", "It is too long.", -1, to),
                3);
    }

    @Test
    void releasedMergesKeepTheirMeaning() {
        MergeUsers merge = new MergeUsers("guest", "ann", 978_300_019_000L);
        Golden.holds(codec, "user-input-merge", new UserInput.Merge(merge), 3);
        GuestHistory history =
                new GuestHistory(
                        merge,
                        List.of(
                                new GuestHistory.Event(
                                        new HistoryEvent("tt1", 978_300_018_000L, Action.LIKE),
                                        -7)),
                        List.of(),
                        2);
        Golden.holds(codec, "user-input-joined", new UserInput.Joined(history), 3);
    }
}
