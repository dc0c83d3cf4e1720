package io.riffle.lab.kafka;

import io.riffle.lab.kafka.Brokers.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Reads what topics are: their partitions, and the settings that are their own. */
record TopicStates(Admin admin, BrokerAnswers answers) {

    /** Of topics that exist, in their order. */
    List<TopicState> of(List<String> there) {
        Map<String, TopicDescription> descriptions =
                answers.wait(admin.describeTopics(there).allTopicNames(), "describe topics");
        Map<ConfigResource, Config> configs =
                answers.wait(
                        admin.describeConfigs(
                                        there.stream()
                                                .map(
                                                        name ->
                                                                new ConfigResource(
                                                                        ConfigResource.Type.TOPIC,
                                                                        name))
                                                .toList())
                                .all(),
                        "describe topics");
        List<TopicState> states = new ArrayList<>();
        for (String name : there) {
            TopicDescription description = descriptions.get(name);
            Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            if (description != null && config != null) {
                states.add(
                        new TopicState(
                                name,
                                description.partitions().size(),
                                description.partitions().get(0).replicas().size(),
                                ownSettings(config)));
            }
        }
        return states;
    }

    private static Map<String, String> ownSettings(Config config) {
        Map<String, String> settings = new TreeMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                settings.put(entry.name(), String.valueOf(entry.value()));
            }
        }
        return settings;
    }
}
