package io.riffle.artifact.store;

import static io.riffle.artifact.testing.TinyModels.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreRequestsTest {
    private static final String ROOT = "/store";

    @ParameterizedTest
    @EnumSource(Kind.class)
    void publishingCostsTheSameHoweverManyVersionsThereAre(Kind kind) {
        List<String> few = requests(kind, 10);
        assertThat(few).doesNotContain("list " + ROOT + "/" + NAME).hasSizeLessThan(40);
        assertThat(requests(kind, 1_000)).hasSameSizeAs(few);
        assertThat(requests(kind, 20_000)).hasSameSizeAs(few);
    }

    /** What is asked of a file system to find the newest version and to publish two. */
    private static List<String> requests(Kind kind, int versions) {
        MemoryFiles files = new MemoryFiles(kind);
        ModelStore store = new ModelStore(files, ROOT);
        TinyModels.snapshot(store, 1);
        LoadedModel base = store.get(NAME, 1);
        byte[] small = {1};
        for (int version = 2; version <= versions; version++) {
            String folder = ROOT + "/" + NAME + "/" + version + "/";
            for (String name : List.of("claim", "weights.safetensors", "items.jsonl")) {
                files.all().put(folder + name, small);
            }
            files.all().put(folder + "manifest.json", small);
        }
        byte[] pointer = (versions + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        files.all().put(ROOT + "/" + NAME + "/newest", pointer);
        List<String> requests = new ArrayList<>();
        ModelStore counted = new ModelStore(files.seenBy(requests::add), ROOT);
        assertThat(counted.newest(NAME)).hasValue(versions);
        assertThat(TinyModels.delta(counted, base, 2).version()).isEqualTo(versions + 1);
        return requests;
    }
}
