package io.riffle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void idsAreTheSameForEver() {
        assertThat(Ids.recommendationId("u1", "e1")).isEqualTo("052e086813b47f6aef418fe695e78e8d");
        assertThat(Ids.sampleId("052e086813b47f6aef418fe695e78e8d", 0))
                .isEqualTo("07d5856324b147f11a6776a56be5681f");
        assertThat(Ids.eventHash("e1")).isEqualTo(-8404626340394009294L);
    }

    @Test
    void partsAreFramed() {
        assertThat(Ids.recommendationId("ab", "c")).isNotEqualTo(Ids.recommendationId("a", "bc"));
        assertThat(Ids.sampleId("r", 0)).isNotEqualTo(Ids.sampleId("r", 1));
    }

    @Test
    void lengthIsCountedInBytesOfUtf8() {
        assertThat(Ids.utf8Length("aé漢🎬")).isEqualTo(1 + 2 + 3 + 4);
        assertThat(Ids.utf8Length("a\ud83c")).isEqualTo(-1);
        assertThat(Ids.utf8Length("\udfac\ud83c")).isEqualTo(-1);
    }
}
