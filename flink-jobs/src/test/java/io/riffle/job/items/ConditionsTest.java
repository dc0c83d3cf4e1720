package io.riffle.job.items;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Item;
import io.riffle.schema.condition.RefusedConditionException;
import io.riffle.serving.conditions.ItemSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final long NOW = 1_000;

    private final SharedCatalogues process = new SharedCatalogues();

    @Test
    void anItemIsFoundByWhatTheCatalogueSaidLast() throws Exception {
        try (Conditions conditions = conditions("run", store(), true)) {
            conditions.list(item("a", "news", "x"));
            conditions.list(item("b", "news", "y"));
            assertThat(found(conditions, "category in (news)")).containsExactly("b", "a");
            assertThat(conditions.changes(item("a", "news", "x"))).isFalse();
            assertThat(conditions.changes(item("a", "news", "y"))).isTrue();

            conditions.list(item("a", "sport", "x"));
            conditions.withdraw("b");
            assertThat(found(conditions, "category in (news)")).isEmpty();
            assertThat(found(conditions, "brand = x")).containsExactly("a");
            assertThat(conditions.values("brand").apply("a")).containsExactly("x");
            assertThat(conditions.select("", NOW)).isNull();
        }
    }

    @Test
    void twoConditionsHoldTogether() throws Exception {
        try (Conditions conditions = conditions("run", store(), true)) {
            conditions.list(item("a", "news", "x"));
            conditions.list(item("b", "news", "y"));

            ItemSet both =
                    requireNonNull(conditions.select("category in (news)", "brand = y", NOW));
            assertThat(both.newest(9, any -> false)).containsExactly("b");
            assertThat(requireNonNull(conditions.select("", "brand = x", NOW)).size()).isOne();
        }
    }

    @Test
    void whatCannotBeReadIsRefusedWithAReason() throws Exception {
        try (Conditions conditions = conditions("run", store(), true)) {
            assertThatThrownBy(() -> conditions.select("brand ==", NOW))
                    .isInstanceOf(RefusedConditionException.class)
                    .hasMessageContaining("must be a name (character 8)");
            assertThatThrownBy(() -> conditions.select("a = 1", "b <", NOW))
                    .isInstanceOf(RefusedConditionException.class);
        }
    }

    @Test
    void subtasksOfARunShareOneCatalogue() throws Exception {
        Conditions first = conditions("run", store(), true);
        Conditions second = conditions("run", store(), false);
        try (Conditions other = conditions("other run", store(), true)) {
            first.list(item("a", "news", "x"));
            assertThat(found(second, "brand = x")).containsExactly("a");
            assertThat(found(other, "brand = x")).isEmpty();
            first.withdraw("a");
            // The second reads later what the first has read: it changes nothing.
            second.list(item("a", "news", "x"));
            assertThat(found(first, "brand = x")).isEmpty();
            assertThat(process.size()).isEqualTo(2);
        }
        first.close();
        first.close();
        assertThat(process.size()).isOne();
        second.close();
        assertThat(process.size()).isZero();
    }

    @Test
    void whatWasWrittenIsListedAgainOnce() throws Exception {
        OperatorStateStore written = store();
        try (Conditions before = conditions("run 1", written, true)) {
            for (int i = 0; i < 5_000; i++) {
                before.list(item("i" + i, "c" + i % 3, "x"));
            }
            before.withdraw("i0");
            before.snapshot();
        }
        Conditions first = conditions("run 2", written, true);
        Conditions second = conditions("run 2", written, false);
        assertThat(requireNonNull(second.select("brand = x", NOW)).size()).isEqualTo(4_999);
        // A change after the restore is the first of its item, whoever reads it first.
        second.list(item("i7", "c1", "y"));
        first.list(item("i7", "c1", "y"));
        first.list(item("i7", "c1", "z"));
        assertThat(found(second, "brand = z")).containsExactly("i7");
        first.close();
        second.close();
    }

    private static List<String> found(Conditions conditions, String where) throws Exception {
        return requireNonNull(conditions.select(where, NOW)).newest(9, any -> false);
    }

    private Conditions conditions(String run, OperatorStateStore store, boolean writes)
            throws Exception {
        return new Conditions(run, List.of("brand"), store, writes, process);
    }

    private static Item item(String itemId, String category, String brand) {
        return new Item(itemId, "", List.of(category), 5, Map.of("brand", brand));
    }

    private static OperatorStateStore store() throws Exception {
        return new DefaultOperatorStateBackendBuilder(
                        ConditionsTest.class.getClassLoader(),
                        new ExecutionConfig(),
                        false,
                        List.of(),
                        new CloseableRegistry())
                .build();
    }
}
