package io.riffle.job.state;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.codec.DeadLetterCodec;
import io.riffle.schema.codec.ForgetReceiptCodec;
import io.riffle.schema.codec.GuestHistoryCodec;
import io.riffle.schema.codec.MergeReceiptCodec;
import io.riffle.schema.codec.ModelUpdateCodec;
import io.riffle.schema.codec.RecommendationCodec;
import io.riffle.schema.codec.ReplyCodec;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.wire.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What flows between the steps of the jobs, with its codec. */
public final class Types {

    public static final TypeInformation<RawRecord> RAW_RECORD =
            new CodecType<>(RawRecord.class, RawRecordCodec.class);
    public static final TypeInformation<UserInput> USER_INPUT =
            new CodecType<>(UserInput.class, UserInputCodec.class);
    public static final TypeInformation<SharedInput> SHARED_INPUT =
            new CodecType<>(SharedInput.class, SharedInputCodec.class);
    public static final TypeInformation<Recommendation> RECOMMENDATION =
            new CodecType<>(Recommendation.class, RecommendationCodec.class);
    public static final TypeInformation<Reply> REPLY =
            new CodecType<>(Reply.class, ReplyCodec.class);
    public static final TypeInformation<ExplainReply> EXPLAIN_REPLY =
            new CodecType<>(ExplainReply.class, ExplainReplyCodec.class);
    public static final TypeInformation<GuestHistory> GUEST_HISTORY =
            new CodecType<>(GuestHistory.class, GuestHistoryCodec.class);
    public static final TypeInformation<MergeReceipt> MERGE_RECEIPT =
            new CodecType<>(MergeReceipt.class, MergeReceiptCodec.class);
    public static final TypeInformation<TrainingSample> TRAINING_SAMPLE =
            new CodecType<>(TrainingSample.class, TrainingSampleCodec.class);
    public static final TypeInformation<CatalogueInput> CATALOGUE_INPUT =
            new CodecType<>(CatalogueInput.class, CatalogueInputCodec.class);
    public static final TypeInformation<ModelUpdate> MODEL_UPDATE =
            new CodecType<>(ModelUpdate.class, ModelUpdateCodec.class);
    public static final TypeInformation<ForgetReceipt> FORGET_RECEIPT =
            new CodecType<>(ForgetReceipt.class, ForgetReceiptCodec.class);
    public static final TypeInformation<DeadLetter> DEAD_LETTER =
            new CodecType<>(DeadLetter.class, DeadLetterCodec.class);

    private Types() {}
}
