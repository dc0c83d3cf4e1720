package io.riffle.job.recommend;

import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.options.RecommendSettings;
import io.riffle.job.user.ClickBudget;

/**
 * The rules by which clicks enter users' states.
 *
 * @param maxDislikes kept per user
 * @param budget of clicks that are answered
 * @param numbers where what is not answered is counted
 */
record Intake(int maxDislikes, ClickBudget budget, RecommendMetrics numbers) {

    static Intake of(RecommendSettings settings, RecommendMetrics numbers) {
        ClickBudget budget = new ClickBudget(settings.users().maxClicksPerMinute());
        return new Intake(settings.maxDislikes(), budget, numbers);
    }
}
