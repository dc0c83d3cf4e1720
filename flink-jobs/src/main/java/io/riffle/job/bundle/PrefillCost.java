package io.riffle.job.bundle;

import io.riffle.job.inference.Inference;
import io.riffle.job.state.UserInput.Asking;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What answering a user costs, in whole windows that are encoded.
 *
 * @param inference what answers; null = nothing serves yet, and nothing costs
 * @param intake which clicks are answered
 */
public record PrefillCost(@Nullable Inference inference, Intake intake) {

    /** The user's window, where it is not cached, and one more for each click that comes late. */
    int windows(User user, List<Asking> sent) {
        List<Click> clicks = answered(sent);
        boolean asks = sent.stream().anyMatch(Request.class::isInstance);
        if (inference == null || (clicks.isEmpty() && !asks)) {
            return 0;
        }
        int windows = inference.encodes(user.userId, user.history(), clicks.size()) ? 1 : 0;
        if (clicks.isEmpty()) {
            return windows;
        }
        long newest = Math.max(user.history().newestTime(), clicks.get(0).event().eventTime());
        for (Click click : clicks.subList(1, clicks.size())) {
            windows += click.event().eventTime() < newest ? 1 : 0;
            newest = Math.max(newest, click.event().eventTime());
        }
        return windows;
    }

    private List<Click> answered(List<Asking> sent) {
        return sent.stream()
                .filter(Click.class::isInstance)
                .map(Click.class::cast)
                .filter(click -> intake.actions().answered(click.event().action()))
                .filter(click -> !intake.tooOld(click.event(), click.receivedTime()))
                .toList();
    }
}
