package io.riffle.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.schema.Action;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class ActionOptionsTest {

    @Test
    void namesOfAUsersOwnStandUnderAPrefix() {
        OptionReader reader =
                reader(
                        Map.of(
                                "riffle.actions.map.addtocart", "cart",
                                "riffle.actions.map.video.play", "CLICK"));

        assertThat(ActionOptions.names(reader).mapped())
                .isEqualTo(Map.of("addtocart", Action.CART, "video.play", Action.CLICK));
        reader.finish(List.of(), List.of(ActionOptions.MAP_PREFIX));
    }

    @Test
    void everyProblemIsListed() {
        OptionReader reader =
                reader(
                        Map.of(
                                "riffle.actions.weights", "CLICK:x,BUY:1",
                                "riffle.actions.history", "CLICK,DISLIKE",
                                "riffle.actions.map.buy", "BUY",
                                "riffle.actions.map.Play", "CLICK",
                                "riffle.actions.map.PLAY", "CLICK"));

        ActionOptions.rules(reader);
        ActionOptions.names(reader);

        OptionsException problems =
                catchThrowableOfType(
                        OptionsException.class,
                        () -> reader.finish(RecommendOptions.ALL, List.of("riffle.actions.")));
        assertThat(problems.problems())
                .anyMatch(p -> p.contains("(CLICK:x) of riffle.actions.weights"))
                .anyMatch(p -> p.contains("(BUY:1) of riffle.actions.weights"))
                .anyMatch(p -> p.contains("(DISLIKE) of riffle.actions.history"))
                .anyMatch(p -> p.contains("(BUY) of riffle.actions.map.buy"))
                .anyMatch(p -> p.contains("PLAY") && p.contains("riffle.actions.map.*"))
                .hasSize(5);
    }

    private static OptionReader reader(Map<String, String> options) {
        return new OptionReader(Configuration.fromMap(options));
    }
}
