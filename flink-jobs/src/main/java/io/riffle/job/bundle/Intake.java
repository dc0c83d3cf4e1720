package io.riffle.job.recommend;

import io.riffle.job.metrics.ClickCounts;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.user.ClickBudget;
import io.riffle.job.user.HumanRate;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.actions.ActionRules;

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
record Intake(
        ActionRules actions,
        int maxDislikes,
        ClickBudget budget,
        ClickBudget requests,
        HumanRate people,
        long maxAge,
        ClickCounts fates) {

    static Intake of(RecommendSettings settings, ClickCounts fates) {
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
    boolean tooOld(ClickEvent click, long received) {
        return maxAge > 0 && received - click.eventTime() > maxAge;
    }
}
