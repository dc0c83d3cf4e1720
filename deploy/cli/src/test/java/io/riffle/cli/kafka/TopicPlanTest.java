package io.riffle.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

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
}
