package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.Union;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SourceEvidenceTest {
    private static final int[] NOTHING = {};

    @Test
    void aBlendThatForeseesFewerClicksThanPopularityDoesNotServe() {
        SourceBlend blend = prefers(15);
        SourceEvidence evidence = new SourceEvidence(blend, 500);
        for (int click = 0; click < 100; click++) {
            evidence.clicked(blend, ask(blend), 1);
        }
        assertThat(evidence.good()).isFalse();
        assertThat(evidence.beatPopularity()).isFalse();
    }

    @Test
    void oneThatForeseesMoreServesFromThenOn() {
        SourceBlend blend = prefers(15);
        SourceEvidence evidence = new SourceEvidence(blend, 500);
        for (int click = 0; click < 30; click++) {
            evidence.clicked(blend, ask(blend), 15);
        }
        assertThat(evidence.good()).isTrue();
        // A reranker reads its scores by now.
        for (int click = 0; click < 200; click++) {
            evidence.clicked(blend, ask(blend), 1);
        }
        assertThat(evidence.good()).isTrue();
    }

    @Test
    void whatServesWithoutAModelIsToBeBeatenToo() {
        SourceBlend blend = prefers(15);
        SourceEvidence evidence = new SourceEvidence(blend, 500);
        for (int click = 0; click < 100; click++) {
            // Popular items of the user's category foresee two clicks of three, the blend one.
            int row = click % 3 == 0 ? 15 : 30;
            evidence.servedPopular(click % 3 > 0, blend, ask(blend), row);
            evidence.clicked(blend, ask(blend), row);
        }
        assertThat(evidence.good()).isFalse();
        for (int click = 0; click < 40; click++) {
            evidence.servedPopular(false, blend, ask(blend), 15);
            evidence.clicked(blend, ask(blend), 15);
        }
        assertThat(evidence.good()).isTrue();
    }

    @Test
    void fewClicksSayNothing() {
        SourceBlend blend = prefers(15);
        SourceEvidence evidence = new SourceEvidence(blend, 500);
        assertThat(evidence.beatPopularity()).isFalse();
        for (int click = 0; click < 19; click++) {
            evidence.clicked(blend, ask(blend), 15);
        }
        assertThat(evidence.good()).isFalse();
    }

    @Test
    void aBackboneAsGoodAsPopularityMayServeWithoutTheBlend() {
        SourceBlend blend = prefers(15);
        SourceEvidence evidence = new SourceEvidence(blend, 500);
        for (int click = 0; click < 100; click++) {
            blend.backbone(new int[] {1}, new float[] {.5f}, .05f);
            evidence.clicked(blend, ask(blend), 1);
        }
        assertThat(evidence.good()).isFalse();
        assertThat(evidence.beatPopularity()).isTrue();
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        SourceBlend blend = prefers(15);
        SourceEvidence evidence = new SourceEvidence(blend, 500);
        for (int click = 0; click < 30; click++) {
            evidence.clicked(blend, ask(blend), 15);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        evidence.write(new DataOutputStream(bytes));
        SourceEvidence restored = new SourceEvidence(blend, 500);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 5);
        assertThat(restored.good()).isTrue();
    }

    /** Item 1 is the most popular of twenty, and the blend has learned to prefer another. */
    private static SourceBlend prefers(int row) {
        SourceBlend blend = new SourceBlend();
        for (int item = 20; item > 0; item--) {
            for (int click = 0; click < 21 - item; click++) {
                blend.count(Past.NOTHING, item, 0);
            }
        }
        for (int click = 0; click < 300; click++) {
            ask(blend);
            blend.clicked(row);
        }
        return blend;
    }

    private static Union ask(SourceBlend blend) {
        return blend.ask(Past.NOTHING, 10, NOTHING);
    }
}
