package io.riffle.job.recommend;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.StoredModel;
import io.riffle.job.explain.Explaining;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.inference.MemoryCheck;
import io.riffle.job.inference.MemorySum;
import io.riffle.job.inference.RecommenderLoader;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.Types;
import io.riffle.job.state.UserInput;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.explain.ExplainReply;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The recommend step as a job sees it. */
public final class RecommendStep {

    private static final String NAME = "recommend";

    private RecommendStep() {}

    /**
     * Wires the step between its inputs and its outputs.
     *
     * @param files how artifacts are read; also serializable
     */
    public static <F extends ArtifactFiles & Serializable>
            SingleOutputStreamOperator<Recommendation> of(
                    DataStream<UserInput> users,
                    DataStream<SharedInput> shared,
                    RecommendSettings settings,
                    F files) {
        return wire(users, shared, settings, new RecommenderLoader<>(settings.models(), files));
    }

    static SingleOutputStreamOperator<Recommendation> wire(
            DataStream<UserInput> users,
            DataStream<SharedInput> shared,
            RecommendSettings settings,
            InferenceLoader loader) {
        return users.keyBy(UserInput::userId, BasicTypeInfo.STRING_TYPE_INFO)
                .connect(shared.broadcast())
                .transform(
                        NAME, Types.RECOMMENDATION, new RecommendOperatorFactory(settings, loader))
                .uid(NAME)
                .name(NAME);
    }

    /** The training samples that the step makes beside its recommendations. */
    public static DataStream<TrainingSample> samples(
            SingleOutputStreamOperator<Recommendation> recommendations) {
        return recommendations.getSideOutput(SideOutputs.SAMPLES);
    }

    /** The answers that somebody waits for. */
    public static DataStream<Reply> replies(
            SingleOutputStreamOperator<Recommendation> recommendations) {
        return recommendations.getSideOutput(SideOutputs.REPLIES);
    }

    /** Why slates show what they show, for whoever asked. */
    public static DataStream<ExplainReply> explanations(
            SingleOutputStreamOperator<Recommendation> recommendations) {
        return recommendations.getSideOutput(Explaining.EXPLANATIONS);
    }

    /** What guests did, on its way to users. */
    public static DataStream<GuestHistory> guests(
            SingleOutputStreamOperator<Recommendation> recommendations) {
        return recommendations.getSideOutput(SideOutputs.GUEST_HISTORIES);
    }

    /** Which guests became users. */
    public static DataStream<MergeReceipt> merged(
            SingleOutputStreamOperator<Recommendation> recommendations) {
        return recommendations.getSideOutput(SideOutputs.MERGE_RECEIPTS);
    }

    /** What the step purged of users. */
    public static DataStream<ForgetReceipt> receipts(
            SingleOutputStreamOperator<Recommendation> recommendations) {
        return recommendations.getSideOutput(SideOutputs.RECEIPTS);
    }

    /** The memory that the step takes, before any model is known. */
    public static MemorySum memory(RecommendSettings settings) {
        return MemoryCheck.sum(settings, 0);
    }

    /** What is wrong with the models that the settings name; empty when the step can start. */
    public static List<String> problems(RecommendSettings settings, ArtifactFiles files) {
        List<String> problems = new ArrayList<>();
        if (settings.model() != null) {
            try {
                StoredModel model = described(files, settings.model(), ModelUpdate.BACKBONE);
                int maxHistory = model.config().path("max_history").asInt();
                if (settings.maxEvents() < maxHistory) {
                    problems.add(
                            String.format(
                                    Locale.ROOT,
                                    "The value (%d) of riffle.history.max-events must be at least"
                                            + " the max_history (%d) of %s.%nMaybe leave it out.",
                                    settings.maxEvents(),
                                    maxHistory,
                                    settings.model()));
                }
            } catch (ModelException e) {
                problems.add(problem("riffle.model", settings.model(), e));
            }
        }
        if (settings.reranker() != null) {
            try {
                described(files, settings.reranker(), ModelUpdate.RERANKER);
            } catch (ModelException e) {
                problems.add(problem("riffle.reranker", settings.reranker(), e));
            }
        }
        return problems;
    }

    /** The manifest alone: weights need not fit where a job is submitted. */
    private static StoredModel described(ArtifactFiles files, String uri, String model) {
        StoredModel stored = StoredModel.at(files, uri, model);
        if (!stored.manifest().model().equals(model)) {
            throw new ModelException(
                    String.format(
                            Locale.ROOT,
                            "The model (%s) of its manifest must be %s.",
                            stored.manifest().model(),
                            model));
        }
        stored.heapBytes();
        return stored;
    }

    private static String problem(String option, String uri, ModelException cause) {
        return String.format(
                Locale.ROOT,
                "The value (%s) of %s must name a usable model: %s",
                uri,
                option,
                cause.getMessage());
    }
}
