package io.riffle.job.recommend;

import io.riffle.job.ask.Guests;
import io.riffle.job.bundle.Bundling;
import io.riffle.job.bundle.Intake;
import io.riffle.job.inference.Inference;
import io.riffle.job.metrics.ForesightMetrics;
import io.riffle.job.metrics.Freshness;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.user.DueTimers;
import io.riffle.job.user.ReadClock;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.jspecify.annotations.Nullable;

/** What a click or a request goes through in one subtask: from its bundle to its user's timer. */
final class ClickPath {

    private final ReadClock clock = new ReadClock();
    private final SilentUsers silent;
    private final Bundling bundling;
    private final Merging merging;
    private final PopularMix popular;

    /**
     * Puts it together.
     *
     * @param timers of the users
     * @param advance fires those that are due
     * @param model what serves; null = nothing yet
     */
    ClickPath(
            Subtask subtask,
            Freshness freshness,
            InternalTimerService<VoidNamespace> timers,
            DueTimers.Advance advance,
            Supplier<@Nullable Inference> model) {
        RecommendSettings settings = subtask.settings();
        RecommendMetrics numbers = subtask.numbers();
        SampleOutput samples = new SampleOutput(subtask.output(), numbers, freshness, subtask::now);
        Settlement settlement =
                new Settlement(
                        settings.attribution(),
                        new ForesightMetrics(subtask.metrics()),
                        subtask.replay(),
                        samples);
        silent =
                new SilentUsers(
                        subtask.users(),
                        settlement,
                        timers,
                        clock,
                        numbers,
                        settings.users().maxIdle());
        PopularSlates slates =
                new PopularSlates(
                        settings.popular(),
                        subtask.eligible(),
                        subtask.newItems(),
                        settings.models().slateSize());
        popular = slates.mix();
        NewItemSlot newItem = new NewItemSlot(subtask.newItems(), slates);
        Intake intake = Intake.of(settings, numbers.fates());
        merging =
                new Merging(
                        subtask.users(),
                        silent,
                        settlement,
                        clock,
                        subtask.output(),
                        intake.maxDislikes(),
                        subtask::now);
        Requests requests =
                new Requests(
                        subtask.wishes(),
                        new Guests(settings.maxEvents(), intake.maxDislikes(), intake.actions()),
                        slates,
                        newItem);
        Answering answering =
                new Answering(
                        new BundleUsers(subtask.keys(), subtask.users(), silent, requests, merging),
                        subtask.output(),
                        samples,
                        settlement,
                        new Responder(slates, newItem, settings.models().slateSize()),
                        requests,
                        new Replies(subtask.output(), subtask::now),
                        intake,
                        numbers,
                        freshness,
                        subtask::now);
        bundling =
                new Bundling(
                        settings,
                        subtask.mailbox(),
                        subtask.time(),
                        answering,
                        new DueTimers(clock, subtask.mailbox(), advance),
                        // Until the catalogue has been read nothing may be shown.
                        () -> subtask.eligible().waiting() ? null : model.get(),
                        numbers);
    }

    ReadClock clock() {
        return clock;
    }

    /** What slates without a model are mixed from. */
    PopularMix popular() {
        return popular;
    }

    Merging merging() {
        return merging;
    }

    SilentUsers silent() {
        return silent;
    }

    Bundling bundling() {
        return bundling;
    }
}
