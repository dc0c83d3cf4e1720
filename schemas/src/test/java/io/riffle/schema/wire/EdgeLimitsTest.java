package io.riffle.schema.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.SlateExamples;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserProfile;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.ItemCodec;
import io.riffle.schema.codec.ModelUpdateCodec;
import io.riffle.schema.codec.SlateRequestCodec;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.schema.codec.UserProfileCodec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts and lists of items, profiles, announcements and samples, at their limits and above. */
class EdgeLimitsTest {

    @Test
    void anItemIsReadAtItsLimitsAndRefusedAboveEachOfThem() {
        Codec<Item> codec = new ItemCodec();
        accepted(
                new ItemWire(),
                codec,
                item("ü".repeat(2048), categories(64, 256), texts(64, 256, 1024)));
        accepted(new ItemWire(), codec, item("", List.of("a\nb", "\0", ""), texts(1, 256, 16_384)));

        refused(new ItemWire(), item("ü".repeat(2048) + "x", List.of(), Map.of()), "title");
        refused(new ItemWire(), item("", categories(65, 1), Map.of()), "number of categories");
        refused(new ItemWire(), item("", categories(1, 257), Map.of()), "category");
        refused(new ItemWire(), item("", categories(1, 70_000), Map.of()), "category");
        refused(new ItemWire(), item("", List.of(), texts(65, 3, 3)), "number of attributes");
        refused(new ItemWire(), item("", List.of(), texts(1, 257, 3)), "name of an attribute");
        refused(new ItemWire(), item("", List.of(), texts(1, 3, 16_385)), "value of an attribute");
    }

    @Test
    void aProfileIsReadAtItsLimitsAndRefusedAboveEachOfThem() {
        accepted(new UserProfileWire(), new UserProfileCodec(), profile(texts(64, 64, 64)));
        accepted(new UserProfileWire(), new UserProfileCodec(), profile(texts(16, 256, 256)));

        refused(new UserProfileWire(), profile(texts(65, 3, 3)), "number of attributes");
        refused(new UserProfileWire(), profile(texts(1, 257, 3)), "name of an attribute");
        refused(new UserProfileWire(), profile(texts(1, 3, 257)), "value of an attribute");
        refused(new UserProfileWire(), profile(texts(17, 241, 241)), "attributes (8194 bytes)");
    }

    @Test
    void anAnnouncementIsReadAtItsLimitsAndRefusedAboveEachOfThem() {
        accepted(
                new ModelUpdateWire(),
                new ModelUpdateCodec(),
                update("u".repeat(4096), metrics(256, 256)));

        refused(new ModelUpdateWire(), update("u".repeat(4097), Map.of()), "uri");
        refused(new ModelUpdateWire(), update("u", metrics(257, 8)), "number of metrics");
        refused(new ModelUpdateWire(), update("u", metrics(1, 257)), "name of a metric");
    }

    @Test
    void aSamplesProfileIsBoundedAsAProfileIs() {
        accepted(new TrainingSampleWire(), new TrainingSampleCodec(), sample(texts(64, 64, 64)));

        refused(new TrainingSampleWire(), sample(texts(1, 3, 257)), "value of an attribute");
    }

    @Test
    void aRequestsContextIsReadAtItsLimitsAndRefusedAboveEachOfThem() {
        SlateRequestWire wire = new SlateRequestWire();
        accepted(wire, new SlateRequestCodec(), request(texts(16, 256, 4096)));

        refused(wire, request(texts(17, 3, 3)), "number of context entries");
        refused(wire, request(texts(1, 257, 3)), "name in the context");
        refused(wire, request(texts(1, 3, 4097)), "value in the context");
    }

    /** What is let in can be kept: a checkpoint writes it, a restore reads it. */
    private static <T> void accepted(Wire<T> wire, Codec<T> codec, T value) {
        assertThat(codec.fromBytes(codec.toBytes(value))).isEqualTo(value);
        for (ContentType type : ContentType.values()) {
            assertThat(wire.read(wire.write(value, type), type)).isEqualTo(value);
        }
    }

    private static <T> void refused(Wire<T> wire, T value, String thing) {
        for (ContentType type : ContentType.values()) {
            byte[] bytes = wire.write(value, type);
            assertThatThrownBy(() -> wire.read(bytes, type))
                    .hasMessageStartingWith("The " + thing)
                    .hasMessageContaining(" must ")
                    .isInstanceOfSatisfying(
                            WireException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
        }
    }

    private static Item item(String title, List<String> categories, Map<String, String> texts) {
        return new Item("i", title, categories, 0, texts);
    }

    private static UserProfile profile(Map<String, String> texts) {
        return new UserProfile("u", texts, 0);
    }

    private static SlateRequest request(Map<String, String> context) {
        return new SlateRequest(
                "q",
                "u",
                List.of(),
                "",
                0,
                "",
                List.of(),
                List.of(),
                "",
                1_700_000_000_000L,
                false,
                "",
                context);
    }

    private static ModelUpdate update(String uri, Map<String, Double> metrics) {
        return new ModelUpdate(ModelUpdate.BACKBONE, 1, 0, uri, "0f".repeat(32), 0, metrics, 0);
    }

    private static TrainingSample sample(Map<String, String> profile) {
        TrainingSample any = SlateExamples.sample();
        return new TrainingSample(
                any.sampleId(),
                any.recommendationId(),
                any.revision(),
                any.userId(),
                any.requestTime(),
                profile,
                any.history(),
                any.candidates(),
                any.displayed(),
                any.next(),
                any.labels(),
                any.outcome(),
                any.tier(),
                any.backboneVersion(),
                any.rerankerVersion(),
                any.propensities());
    }

    private static List<String> categories(int count, int length) {
        return Collections.nCopies(count, "c".repeat(length));
    }

    private static Map<String, String> texts(int count, int name, int value) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(padded(i, name), "v".repeat(value));
        }
        return texts;
    }

    private static Map<String, Double> metrics(int count, int name) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            metrics.put(padded(i, name), 0.5);
        }
        return metrics;
    }

    /** A name of its own for each number, so long in bytes. */
    private static String padded(int i, int length) {
        String number = Integer.toString(100 + i);
        String name = number + "n".repeat(Math.max(0, length - number.length()));
        assertThat(name.getBytes(UTF_8)).hasSize(length);
        return name;
    }
}
