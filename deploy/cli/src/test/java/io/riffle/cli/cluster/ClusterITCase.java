package io.riffle.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of the cluster tells people to paste; needs the ports that it names. */
@Tag("cluster")
class ClusterITCase {

    private static final Path PAGE = ClusterProcesses.ROOT.resolve("deploy/cluster/README.md");

    @TempDir private Path folder;

    @Test
    void thePastedLinesAnswerAClick() throws IOException {
        String lines = block(Files.readString(PAGE));
        assertThat(lines.lines()).hasSizeBetween(8, 14);
        Path home = Files.createDirectories(folder.resolve("a cluster's home"));
        try {
            String said = ClusterProcesses.run(home, "", List.of("bash", "-euc", lines));
            assertThat(said)
                    .contains(
                            "5 answers, each id once",
                            "all is right",
                            // Over HTTP.
                            "\"user_id\":\"eve\"",
                            "\"stored\":true");
        } finally {
            ClusterProcesses.run(
                    home,
                    "",
                    List.of(
                            ClusterProcesses.ROOT.resolve("deploy/cluster/bin/cluster").toString(),
                            "shutdown"));
        }
    }

    /** The first block of commands. */
    private static String block(String page) {
        String fence = "```\n";
        int start = page.indexOf(fence) + fence.length();
        return page.substring(start, page.indexOf(fence, start));
    }
}
