package io.riffle.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.io.KafkaRights.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After a change, {@code -Driffle.golden.regenerate=acls} writes the list anew. */
class AclPlanTest {

    private static final Path LIST = Path.of("../kafka/acls.csv");

    @Test
    void listSaysWhatTheCodeNeeds() throws IOException {
        List<String> plan =
                new ArrayList<>(List.of("account,resource,pattern,name,operation,because"));
        for (AclPlan acl : AclPlan.all()) {
            Right right = acl.right();
            plan.add(
                    String.join(
                            ",",
                            acl.account(),
                            right.resource(),
                            right.prefixed() ? "PREFIXED" : "LITERAL",
                            right.name(),
                            right.operation(),
                            right.because()));
        }
        if ("acls".equals(System.getProperty("riffle.golden.regenerate"))) {
            Files.write(LIST, plan);
        }
        assertThat(Files.readAllLines(LIST)).isEqualTo(plan);
        assertThat(plan).doesNotHaveDuplicates().allMatch(line -> line.split(",").length == 6);
    }
}
