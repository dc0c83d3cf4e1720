package io.riffle.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.io.KafkaRights.Right;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;

/** After a change, {@code -Driffle.golden.regenerate=acls} writes the list anew. */
class AclPlanTest {

    private static final Path LIST = Path.of("../kafka/acls.csv");
    private static final Path PAGE = Path.of("../kafka/README.md");

    private static final Pattern LOOP =
            Pattern.compile("```\\n(tail -n \\+2 .*?)```", Pattern.DOTALL);

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

    /** The loop of the page, as it is pasted, with a tool that only says what it was given. */
    @Test
    void pastedLoopSaysWhatTheToolKnows() throws Exception {
        Matcher loop = LOOP.matcher(Files.readString(PAGE));
        assertThat(loop.find()).isTrue();
        Process bash =
                new ProcessBuilder("bash", "-c", "kafka-acls() { echo \"$@\"; }\n" + loop.group(1))
                        .directory(Path.of("../..").toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines()).hasSize(Files.readAllLines(LIST).size() - 1);
        Matcher operation = Pattern.compile("--operation (\\S+)").matcher(said);
        while (operation.find()) {
            assertThat(SecurityUtils.operation(operation.group(1)))
                    .as(operation.group(1))
                    .isNotEqualTo(AclOperation.UNKNOWN);
        }
    }
}
