package io.riffle.job;

import io.riffle.job.decode.Decoder;
import io.riffle.job.decode.SharedDecoders;
import io.riffle.job.decode.UserDecoders;
import io.riffle.job.recommend.RecommendStep;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.Types;
import io.riffle.job.state.UserInput;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.schema.Recommendation;
import io.riffle.schema.wire.RawRecord;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Which step of {@link RecommendationJob} is under which uid, and what flows where. */
final class RecommendationGraph {

    private final RecommendationJob.Sources sources;
    private final RecommendationJob.Sinks sinks;
    private final RecommendSettings settings;
    private final DecodedTopics topics;

    RecommendationGraph(
            StreamExecutionEnvironment env,
            RecommendationJob.Sources sources,
            RecommendationJob.Sinks sinks,
            RecommendSettings settings) {
        this.sources = sources;
        this.sinks = sinks;
        this.settings = settings;
        this.topics = new DecodedTopics(env);
    }

    /** Wires all of it. */
    void define() {
        SingleOutputStreamOperator<Recommendation> recommendations =
                RecommendStep.of(byUser(), toAll(), settings, new FlinkFiles());
        to(sinks.recommendations(), recommendations, "recommendation-sink");
        to(sinks.replies(), RecommendStep.replies(recommendations), "reply-sink");
        to(sinks.explanations(), RecommendStep.explanations(recommendations), "explanation-sink");
        to(sinks.guests(), RecommendStep.guests(recommendations), "guest-sink");
        to(sinks.merged(), RecommendStep.merged(recommendations), "merge-receipt-sink");
        to(sinks.samples(), RecommendStep.samples(recommendations), "sample-sink")
                .disableChaining();
        to(sinks.receipts(), RecommendStep.receipts(recommendations), "receipt-sink");
        topics.deadLettersTo(sinks.deadLetters());
    }

    /** What concerns one user each. */
    private DataStream<UserInput> byUser() {
        Duration skew = settings.maxFutureSkew();
        return topics.readAtOnce(
                        sources.clicks(),
                        "click",
                        "clicks",
                        UserDecoders.clicks(
                                skew, settings.actions().names(), settings.popular().contexts()),
                        Types.USER_INPUT)
                .union(
                        topics.readAtOnce(
                                sources.requests(),
                                "request",
                                "requests",
                                UserDecoders.requests(skew, settings.popular().contexts()),
                                Types.USER_INPUT),
                        user(sources.profiles(), "profile", "profiles", UserDecoders.profiles()),
                        user(sources.forgets(), "forget", "forgets", UserDecoders.forgets()),
                        user(sources.merges(), "merge", "merges", UserDecoders.merges()),
                        user(sources.guests(), "guest", "guests", UserDecoders.guests()),
                        user(sources.explains(), "explain", "explains", UserDecoders.explains()));
    }

    /** What every subtask has to know. The topic of updates has one partition: they keep order. */
    private DataStream<SharedInput> toAll() {
        CatalogueSettings catalogue = settings.catalogue();
        return shared(sources.updates(), "update", "updates", SharedDecoders.updates())
                .union(
                        shared(
                                sources.catalogue(),
                                "catalogue",
                                "catalogue",
                                SharedDecoders.catalogue(catalogue.ends(), catalogue.filterable())),
                        shared(
                                sources.rules(),
                                "rule",
                                "rules",
                                SharedDecoders.rules(catalogue.filterable())));
    }

    private SingleOutputStreamOperator<UserInput> user(
            Source<RawRecord, ?, ?> source, String one, String all, Decoder<UserInput> decoder) {
        return topics.read(source, one, all, decoder, Types.USER_INPUT);
    }

    private SingleOutputStreamOperator<SharedInput> shared(
            Source<RawRecord, ?, ?> source, String one, String all, Decoder<SharedInput> decoder) {
        return topics.read(source, one, all, decoder, Types.SHARED_INPUT);
    }

    private static <T> DataStreamSink<T> to(Sink<T> sink, DataStream<T> stream, String name) {
        return stream.sinkTo(sink).uid(name).name(name);
    }
}
