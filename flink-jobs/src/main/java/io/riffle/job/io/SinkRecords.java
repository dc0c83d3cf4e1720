package io.riffle.job.io;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.ForgetReceiptWire;
import io.riffle.schema.wire.ModelUpdateWire;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.TrainingSampleWire;
import io.riffle.schema.wire.explain.ExplainReplyWire;
import io.riffle.schema.wire.guests.GuestHistoryWire;
import io.riffle.schema.wire.guests.MergeReceiptWire;
import java.nio.charset.StandardCharsets;

/** The records that values become: topic, key and form of each kind. */
final class SinkRecords {

    private final KafkaSettings settings;

    SinkRecords(KafkaSettings settings) {
        this.settings = settings;
    }

    WireRecords<Recommendation> recommendation() {
        return records(
                settings.topics().recommendations(),
                "recommendations",
                value -> utf8(value.userId()),
                RecommendationWire::new);
    }

    WireRecords<Reply> reply() {
        return records(
                        settings.topics().slateReplies(),
                        "slate-replies",
                        value -> utf8(value.key()),
                        ReplyWire::new)
                .to(Reply::to);
    }

    WireRecords<ExplainReply> explanation() {
        return records(
                        settings.topics().explanations(),
                        "explanations",
                        value -> utf8(value.explanation().key()),
                        ExplainReplyWire::new)
                .to(ExplainReply::to);
    }

    WireRecords<GuestHistory> guest() {
        return records(
                settings.topics().guestHistories(),
                "guest-histories",
                value -> utf8(value.merge().userId()),
                GuestHistoryWire::new);
    }

    WireRecords<MergeReceipt> merge() {
        return records(
                settings.topics().mergeReceipts(),
                "merge-receipts",
                value -> utf8(value.merge().userId()),
                MergeReceiptWire::new);
    }

    WireRecords<TrainingSample> sample() {
        return records(
                settings.topics().samples(),
                "training-samples",
                value -> utf8(value.userId()),
                TrainingSampleWire::new);
    }

    WireRecords<DeadLetter> letter() {
        return records(
                settings.topics().deadLetters(),
                "dead-letters",
                value -> value.key().length == 0 ? null : value.key(),
                DeadLetterWire::new);
    }

    WireRecords<ModelUpdate> update() {
        return records(
                settings.topics().updates(),
                "model-updates",
                value -> utf8(value.model()),
                ModelUpdateWire::new);
    }

    WireRecords<ForgetReceipt> receipt() {
        return records(
                settings.topics().forgetReceipts(),
                "forget-receipts",
                value -> utf8(value.request().userId()),
                ForgetReceiptWire::new);
    }

    private <T> WireRecords<T> records(
            String name, String topic, WireRecords.Key<T> key, WireRecords.Form<T> form) {
        return new WireRecords<>(name, settings.contentType(topic), key, form, SizeLimits.OUTPUT);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
