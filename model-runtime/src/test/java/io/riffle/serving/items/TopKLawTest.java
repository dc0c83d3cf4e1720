package io.riffle.serving.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TopKLawTest {
    @Property(tries = 200)
    void keepsWhatASortWouldPutFirst(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 20) int k) {
        Random random = new Random(seed);
        float[] scores = new float[rows];
        RowMarks marks = new RowMarks(rows + 1);
        marks.next();
        for (int i = 0; i < rows; i++) {
            // Few values: ties are frequent, and the lower row must win them.
            scores[i] = random.nextInt(6);
            if (random.nextInt(4) == 0) {
                marks.mark(i + 1);
            }
        }
        marks.withdraw(1 + random.nextInt(rows));
        TopK top = new TopK(k);
        int half = rows / 2;
        top.offer(scores, half, 1, marks);
        top.offer(Arrays.copyOfRange(scores, half, rows), rows - half, 1 + half, marks);
        List<Integer> expected =
                IntStream.rangeClosed(1, rows)
                        .filter(row -> !marks.marked(row))
                        .boxed()
                        .sorted(
                                Comparator.comparing((Integer row) -> -scores[row - 1])
                                        .thenComparing(row -> row))
                        .limit(k)
                        .toList();
        int[] found = new int[top.size()];
        float[] best = new float[top.size()];
        top.drain(found, best);
        assertThat(found).containsExactly(expected.stream().mapToInt(row -> row).toArray());
        for (int i = 0; i < found.length; i++) {
            assertThat(best[i]).isEqualTo(scores[found[i] - 1]);
        }
    }
}
