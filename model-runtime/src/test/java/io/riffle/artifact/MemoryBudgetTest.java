package io.riffle.artifact;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    @Test
    void sumsAreCountedInLongs() {
        MemoryBudget budget = new MemoryBudget(3L << 32);
        Map<String, long[]> twoTables =
                Map.of("a", new long[] {1 << 22, 256}, "b", new long[] {1 << 22, 256});
        assertThatCode(() -> budget.check(twoTables, 0, "x")).doesNotThrowAnyException();
        assertThatThrownBy(() -> budget.check(twoTables, 2L << 30, "x"))
                .hasMessageContaining("17179869184")
                .hasMessageContaining("must be within 12884901888 bytes");
        assertThatThrownBy(() -> budget.check(Map.of("a", new long[] {1L << 40, 1 << 30}), 0, "x"))
                .isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> budget.check(Map.of("a", new long[] {1L << 31}), 0, "x"))
                .hasMessageContaining("must be below 2^31");
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAValueIsRead() {
        MemoryFiles files = new MemoryFiles(Kind.LOCAL);
        TinyModels.snapshot(new ModelStore(files, "/store"), 1);
        ArtifactReader reader = new ArtifactReader(files, new MemoryBudget(100));
        assertThatThrownBy(() -> reader.read("/store/backbone/1"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be within 100 bytes");
    }
}
