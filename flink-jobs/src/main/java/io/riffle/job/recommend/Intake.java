package io.riffle.job.recommend;

import io.riffle.job.metrics.ClickCounts;
import io.riffle.job.options.RecommendSettings;
import io.riffle.job.user.ClickBudget;
import io.riffle.job.user.HumanRate;
import io.riffle.schema.actions.ActionRules;

/**
 * The rules by which clicks enter users' states.
 *
 * @param actions what actions mean
 * @param maxDislikes kept per user
 * @param budget of clicks that are answered
 * @param people how fast persons click
 * @param fates where what is not answered is counted
 */
record Intake(
        ActionRules actions,
        int maxDislikes,
        ClickBudget budget,
        HumanRate people,
        ClickCounts fates) {

    static Intake of(RecommendSettings settings, ClickCounts fates) {
        return new Intake(
                settings.actions().rules(),
                settings.maxDislikes(),
                new ClickBudget(settings.users().maxClicksPerMinute()),
                new HumanRate(settings.users().maxRate()),
                fates);
    }
}
