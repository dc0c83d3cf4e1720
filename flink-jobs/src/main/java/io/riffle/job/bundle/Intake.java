package io.riffle.job.bundle;

import io.riffle.job.metrics.ClickCounts;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.user.ClickBudget;
import io.riffle.job.user.HumanRate;
import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.history.UserHistory.Added;

/**
 * The rules by which clicks enter users' states.
 *
 * @param actions what actions mean
 * @param maxDislikes kept per user
 * @param budget of clicks that are answered
 * @param requests budget of requests that are answered with a slate
 * @param people how fast persons click
 * @param maxAge of a click that is answered, ms; 0 = any
 * @param fates where what is not answered is counted
 */
public record Intake(
        ActionRules actions,
        int maxDislikes,
        ClickBudget budget,
        ClickBudget requests,
        HumanRate people,
        long maxAge,
        ClickCounts fates) {

    public static Intake of(RecommendSettings settings, ClickCounts fates) {
        return new Intake(
                settings.actions().rules(),
                settings.maxDislikes(),
                new ClickBudget(settings.users().maxClicksPerMinute()),
                new ClickBudget(settings.users().maxRequestsPerMinute()),
                new HumanRate(settings.users().maxRate()),
                settings.users().maxAge().toMillis(),
                fates);
    }

    /** Whether a click was too old to be answered when it was received. */
    public boolean tooOld(ClickEvent click, long received) {
        return maxAge > 0 && received - click.eventTime() > maxAge;
    }

    /**
     * Brings a click into the user's history, or a dislike among the dislikes.
     *
     * @param hash of the event's id
     * @return whether the click is in the history now
     */
    boolean enter(User user, ClickEvent event, long hash) {
        if (event.action() == Action.DISLIKE) {
            user.dislike(new Dislike(event.itemId(), event.eventTime(), hash), maxDislikes);
            return false;
        }
        Added added = user.history().add(event.itemId(), event.eventTime(), event.action(), hash);
        switch (added) {
            case APPENDED -> {}
            case INSERTED -> fates.inserted();
            case TOO_OLD -> fates.late();
        }
        return added != Added.TOO_OLD;
    }
}
