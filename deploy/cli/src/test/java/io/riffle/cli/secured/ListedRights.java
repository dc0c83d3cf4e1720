package io.riffle.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.cli.secured.RecordingAuthorizer.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights that {@code deploy/kafka/acls.csv} lists, beside those that {@link
 * RecordingAuthorizer} saw used.
 */
final class ListedRights {

    private static final Path RULES = Path.of("../kafka/acls.csv");

    /** The broker's internal steps, and accounts that are kept out on purpose. */
    private static final List<String> NOBODY = List.of("ANONYMOUS");

    private ListedRights() {}

    static void areThoseUsed() throws IOException {
        List<Use> uses =
                RecordingAuthorizer.uses().stream()
                        .filter(use -> !NOBODY.contains(use.account()))
                        .toList();
        // The list of all transactions is filtered, and Kafka does not mark that as a question.
        assertThat(
                        uses.stream()
                                .filter(use -> !use.allowed())
                                .filter(
                                        use ->
                                                !use.resource().equals("TRANSACTIONAL_ID")
                                                        || !use.operation().equals("DESCRIBE")))
                .as("asked for and not listed")
                .isEmpty();
        List<AclBinding> vain = new ArrayList<>();
        for (AclBinding rule : rules()) {
            if (uses.stream().noneMatch(use -> uses(use, rule))) {
                vain.add(rule);
            }
        }
        assertThat(vain).as("listed and never used").isEmpty();
    }

    private static boolean uses(Use use, AclBinding rule) {
        ResourcePattern pattern = rule.pattern();
        return rule.entry().principal().equals("User:" + use.account())
                && rule.entry().operation().name().equals(use.operation())
                && pattern.resourceType().name().equals(use.resource())
                && (pattern.patternType() == PatternType.PREFIXED
                        ? use.name().startsWith(pattern.name())
                        : use.name().equals(pattern.name()));
    }

    /** A rule a line of the file, after its header. */
    static List<AclBinding> rules() throws IOException {
        List<AclBinding> rules = new ArrayList<>();
        for (String line : Files.readAllLines(RULES).subList(1, Files.readAllLines(RULES).size())) {
            String[] cells = line.split(",", -1);
            rules.add(
                    new AclBinding(
                            new ResourcePattern(
                                    ResourceType.valueOf(cells[1]),
                                    cells[3],
                                    PatternType.valueOf(cells[2])),
                            new AccessControlEntry(
                                    "User:" + cells[0],
                                    "*",
                                    AclOperation.valueOf(cells[4]),
                                    AclPermissionType.ALLOW)));
        }
        return rules;
    }
}
