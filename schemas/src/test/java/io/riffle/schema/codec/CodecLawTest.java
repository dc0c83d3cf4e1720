package io.riffle.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import io.riffle.schema.Activity;
import io.riffle.schema.AskExamples;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Dislikes;
import io.riffle.schema.Examples;
import io.riffle.schema.Histories;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.UserProfile;
import io.riffle.schema.history.HistoryHead;
import io.riffle.schema.wire.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every codec: what was written is read; what was cut or damaged is an error, at no cost. */
class CodecLawTest {

    /** A value with its codec, so that one law serves all. */
    record Written<T>(Codec<T> codec, T value) {
        byte[] bytes() {
            return codec.toBytes(value);
        }
    }

    @Property(tries = 600)
    void whatWasWrittenIsRead(@ForAll("written") Written<?> written) {
        assertThat(written.codec().fromBytes(written.bytes())).isEqualTo(written.value());
    }

    @Property(tries = 600)
    void cutBytesAreAnError(@ForAll("written") Written<?> written, @ForAll Random random) {
        byte[] bytes = written.bytes();
        byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        assertThatThrownBy(() -> written.codec().fromBytes(cut))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("must hold");
    }

    @Property(tries = 1000)
    void damagedBytesAreAnError(@ForAll("written") Written<?> written, @ForAll Random random) {
        byte[] bytes = written.bytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        assertThatThrownBy(() -> written.codec().fromBytes(bytes))
                .isInstanceOf(CodecException.class);
    }

    @Property(tries = 300)
    void bytesTooManyAreAnError(@ForAll("written") Written<?> written) {
        byte[] bytes = written.bytes();
        byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> written.codec().fromBytes(longer))
                .isInstanceOf(CodecException.class);
    }

    @Provide
    Arbitrary<Written<?>> written() {
        return Arbitraries.oneOf(
                List.of(
                        of(new HistoryHeadCodec(), heads()),
                        of(new HistoryPageCodec(), Histories.pages()),
                        of(new DislikesCodec(), dislikes()),
                        of(new OpenSlateCodec(), Histories.slates()),
                        of(new TrainingSampleCodec(), Histories.samples()),
                        of(new RecommendationCodec(), recommendations()),
                        of(new DecodedClickCodec(), clicks()),
                        of(new DeadLetterCodec(), letters()),
                        of(new ItemCodec(), items()),
                        of(new UserProfileCodec(), profiles()),
                        of(new ForgetUserCodec(), Arbitraries.just(Examples.forget())),
                        of(new GuestHistoryCodec(), Arbitraries.just(AskExamples.guestHistory())),
                        of(new MergeReceiptCodec(), Arbitraries.just(AskExamples.mergeReceipt())),
                        of(
                                new SlateRequestCodec(),
                                Arbitraries.of(AskExamples.request(), AskExamples.toldRequest())),
                        of(new PlacementRulesCodec(), Arbitraries.just(AskExamples.rules())),
                        of(new ForgetReceiptCodec(), Arbitraries.just(Examples.receipt())),
                        of(new ModelUpdateCodec(), updates())));
    }

    private static <T> Arbitrary<Written<?>> of(Codec<T> codec, Arbitrary<T> values) {
        return values.map(value -> new Written<>(codec, value));
    }

    private static Arbitrary<Dislikes> dislikes() {
        return Combinators.combine(Histories.ids(), Histories.times(), Arbitraries.longs())
                .as(Dislikes.Dislike::new)
                .list()
                .ofMaxSize(5)
                .map(Dislikes::new);
    }

    private static Arbitrary<Recommendation> recommendations() {
        return Combinators.combine(
                        Histories.ids(),
                        Histories.candidates().list().ofMaxSize(10),
                        Histories.times(),
                        Histories.ids().injectNull(.5))
                .as(
                        (id, candidates, time, policy) -> {
                            List<RankedItem> items = new ArrayList<>();
                            for (var c : candidates) {
                                items.add(
                                        new RankedItem(
                                                c.itemId(),
                                                items.size() + 1,
                                                c.generatorScore() / 3,
                                                c.generatorScore()));
                            }
                            return new Recommendation(
                                    id,
                                    id,
                                    id,
                                    items,
                                    time,
                                    time + 1,
                                    time + 2,
                                    time,
                                    0,
                                    io.riffle.schema.Tier.GENERATOR_ONLY,
                                    policy,
                                    policy == null
                                            ? List.of()
                                            : java.util.Collections.nCopies(items.size(), .25));
                        });
    }

    private static Arbitrary<HistoryHead> heads() {
        return Combinators.combine(
                        Histories.histories(),
                        Histories.times(),
                        Arbitraries.integers().greaterOrEqual(0))
                .as(
                        (history, time, partition) ->
                                history.head()
                                        .with(new Activity(time, time, partition, time, time / 2)));
    }

    private static Arbitrary<Decoded.Click> clicks() {
        return Combinators.combine(
                        Histories.ids(),
                        Histories.ids().injectNull(.5),
                        Arbitraries.of(Action.class),
                        Histories.times(),
                        Histories.texts())
                .as(
                        (id, recommendationId, action, time, context) ->
                                new Decoded.Click(
                                        new ClickEvent(
                                                id,
                                                id,
                                                id,
                                                action,
                                                time,
                                                recommendationId,
                                                3,
                                                context),
                                        time - 1));
    }

    private static Arbitrary<DeadLetter> letters() {
        return Combinators.combine(
                        Histories.ids(),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(100),
                        Arbitraries.of(DeadLetter.Reason.class),
                        Histories.times())
                .as(
                        (text, bytes, reason, time) ->
                                new DeadLetter(
                                        text,
                                        2,
                                        time,
                                        reason,
                                        text,
                                        bytes,
                                        bytes,
                                        List.of(Map.entry(text, bytes)),
                                        -1,
                                        new DeadLetter.Original(time, time + 1, text, 7)));
    }

    private static Arbitrary<Item> items() {
        return Combinators.combine(
                        Histories.ids(),
                        Histories.ids().list().ofMaxSize(3),
                        Histories.texts(),
                        Arbitraries.floats().between(-9, 9).list().ofMaxSize(4))
                .as(
                        (id, categories, attributes, vector) ->
                                new Item(id, id, categories, 5, attributes, vector));
    }

    private static Arbitrary<UserProfile> profiles() {
        return Combinators.combine(Histories.ids(), Histories.texts(), Histories.times())
                .as(UserProfile::new);
    }

    private static Arbitrary<ModelUpdate> updates() {
        return Combinators.combine(Histories.ids(), Histories.times(), Arbitraries.doubles())
                .as(
                        (uri, version, metric) ->
                                new ModelUpdate(
                                        ModelUpdate.RERANKER,
                                        version,
                                        version - 1,
                                        uri,
                                        "0f".repeat(32),
                                        version,
                                        Map.of(uri, metric),
                                        0));
    }
}
