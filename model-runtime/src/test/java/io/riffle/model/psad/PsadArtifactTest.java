package io.riffle.model.psad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.testing.TinyReranker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PsadArtifactTest {

    @Test
    void artifactsFromBeforeTheFirstStageAndTheTimeOfTheDayAreRead() {
        ObjectNode written = config();
        ObjectNode before = written.deepCopy();
        before.remove(List.of("first_stage", "list_context", "places_apart", "crosses"));
        columns(before).remove(List.of("scales", "time_of_day"));
        assertThat(PsadArtifact.of(before)).isEqualTo(PsadArtifact.of(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scales", "time_of_day", "features"})
    void columnsOfTheWrongKindAreRefused(String column) {
        ObjectNode broken = config();
        columns(broken).put(column, "?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PsadArtifact.of(broken))
                .withMessageContaining("must be complete");
    }

    private static ObjectNode config() {
        RerankColumns columns = TinyReranker.columns().withTimeOfDay(false);
        PsadConfig config = PsadConfig.of(8, 2, 1, 4, columns);
        return new PsadArtifact(config, TinyReranker.ITEMS, false, false).toJson();
    }

    private static ObjectNode columns(ObjectNode config) {
        return (ObjectNode) config.get("columns");
    }
}
