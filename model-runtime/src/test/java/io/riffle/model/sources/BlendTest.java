package io.riffle.model.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlendTest {
    private static final int CANDIDATES = 20;

    @Test
    void theSourceThatIsRightIsBelieved() {
        Blend blend = new Blend(2);
        Random random = new Random(1);
        float[] scores = new float[CANDIDATES];
        int first = 0;
        for (int click = 0; click < 400; click++) {
            float[] x = new float[2 * CANDIDATES];
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextFloat();
            }
            int target = random.nextInt(CANDIDATES);
            x[2 * target + 1] = 1.2f; // the second feature knows
            blend.score(x, CANDIDATES, 3, scores);
            boolean best = true;
            for (int i = 0; i < CANDIDATES; i++) {
                best &= i == target || scores[i] < scores[target];
            }
            first += click >= 300 && best ? 1 : 0;
            blend.learn(x, scores, CANDIDATES, 3, target);
        }
        assertTrue(first >= 90, "of the last 100 clicks: " + first);
    }

    @Test
    void aStepRaisesTheChanceOfWhatWasClicked() {
        Blend blend = new Blend(3);
        Random random = new Random(2);
        float[] scores = new float[CANDIDATES];
        for (int click = 0; click < 100; click++) {
            float[] x = new float[3 * CANDIDATES];
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextFloat();
            }
            blend.score(x, CANDIDATES, 0, scores);
            int target = click % CANDIDATES;
            double before = chance(scores, target);
            blend.learn(x, scores, CANDIDATES, 0, target);
            blend.score(x, CANDIDATES, 0, scores);
            assertTrue(chance(scores, target) >= before - 1e-6);
        }
    }

    @Test
    void contextsLearnApartFromWhatTheyShare() {
        Blend blend = new Blend(1);
        float[] x = {1, 0};
        float[] scores = new float[2];
        blend.score(x, 2, 0, scores);
        blend.learn(x, scores, 2, 0, 0);
        blend.score(x, 2, 0, scores);
        float own = scores[0];
        blend.score(x, 2, 5, scores);
        assertEquals(own / 2, scores[0], 1e-6);
    }

    @Test
    void contextsAreKnownEventsAndTheGap() {
        Past three = new Past(new int[] {1, 2, 3}, new long[] {0, 1, 2}, 3);
        Past many = new Past(new int[] {1, 2, 3}, new long[] {0, 1, 2}, 21);
        assertEquals(0, Blend.context(Past.NOTHING, 9_999));
        assertEquals(2, Blend.context(three, 1_802));
        assertEquals(3, Blend.context(three, 1_803));
        assertEquals(7, Blend.context(many, 9_999));
    }

    private static double chance(float[] scores, int target) {
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score);
        }
        return Math.exp(scores[target]) / sum;
    }
}
