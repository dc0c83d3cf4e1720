package io.riffle.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicNamesTest {

    private final TopicNames names =
            new TopicNames(Map.of("click-events", "acme.clicks", "recommendations", "acme.slates"));

    @Test
    void whatIsNotRenamedIsCalledAsPlanned() {
        assertThat(names.inUse("click-events")).isEqualTo("acme.clicks");
        assertThat(names.inUse("dead-letters")).isEqualTo("dead-letters");
    }

    @Test
    void aNameInUseIsFoundAgain() {
        assertThat(names.planned("acme.clicks")).isEqualTo("click-events");
        assertThat(names.planned("dead-letters")).isEqualTo("dead-letters");
        assertThat(names.planned("of.others")).isEqualTo("of.others");
    }

    @Test
    void aNameThatWasGivenUpIsNobodys() {
        assertThat(names.planned("click-events")).isEmpty();
    }

    @Test
    void everyPlanIsThereUnderItsNameInUse() {
        List<TopicPlan> plans = KafkaAccess.open("here:1").naming(names).plans(3);
        assertThat(plans).hasSameSizeAs(TopicPlan.all(3));
        assertThat(plans.get(0).name()).isEqualTo("acme.clicks");
        assertThat(plans.get(0).settings()).isEqualTo(TopicPlan.all(3).get(0).settings());
    }

    @Test
    void onlyOurTopicsHaveOtherNames() {
        assertThatThrownBy(() -> new TopicNames(Map.of("clicks", "acme.clicks")))
                .hasMessageStartingWith("The name (clicks) of a topic must be one of click-events,")
                .hasMessageContaining("Maybe");
    }

    @Test
    void twoTopicsAreNeverOne() {
        assertThatThrownBy(() -> new TopicNames(Map.of("click-events", "dead-letters")))
                .hasMessageContaining("be no other topic's");
        assertThatThrownBy(() -> new TopicNames(Map.of("click-events", "a", "dead-letters", "a")))
                .hasMessageContaining("be no other topic's");
        assertThatThrownBy(() -> new TopicNames(Map.of("click-events", " ")))
                .hasMessageContaining("be given");
    }

    @Test
    void twoTopicsMayChangeNames() {
        TopicNames changed =
                new TopicNames(
                        Map.of("click-events", "dead-letters", "dead-letters", "click-events"));
        assertThat(changed.planned("click-events")).isEqualTo("dead-letters");
    }
}
