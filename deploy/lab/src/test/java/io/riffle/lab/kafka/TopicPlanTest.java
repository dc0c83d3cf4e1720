package io.riffle.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.SizeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

    /** Of {@code max.message.bytes}: 1 MiB and 12 bytes. */
    private static final int KAFKA_DEFAULT = 1_048_588;

    @Test
    void manifestSaysWhatTheCommandMakes() throws IOException {
        List<String> plan = new ArrayList<>(List.of("topic,partitions,settings"));
        for (TopicPlan topic : TopicPlan.all(TopicPlan.PARTITIONS)) {
            List<String> settings = new ArrayList<>();
            new TreeMap<>(topic.settings())
                    .forEach((key, value) -> settings.add(key + "=" + value));
            plan.add(topic.name() + "," + topic.partitions() + "," + String.join(" ", settings));
        }
        assertThat(Files.readAllLines(Path.of("../kafka/topics.csv"))).isEqualTo(plan);
    }

    @Test
    void everyTopicTakesTheLargestRecordThatIsWritten() {
        for (TopicPlan topic : TopicPlan.all(1)) {
            String own = topic.settings().get("max.message.bytes");
            int takes = own == null ? KAFKA_DEFAULT : Integer.parseInt(own);
            assertThat(takes).as(topic.name()).isGreaterThanOrEqualTo(SizeLimits.OUTPUT);
        }
    }
}
