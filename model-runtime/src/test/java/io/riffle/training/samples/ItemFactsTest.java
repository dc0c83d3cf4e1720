package io.riffle.training.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ItemFactsTest {
    private static final float[] UNKNOWN = {0, -1};

    @Test
    void itemsMetLongestAgoAreForgotten() throws IOException {
        ItemFacts facts = new ItemFacts(3);
        facts.clicked("a", 100);
        facts.clicked("b", 110);
        facts.there("c", 120);
        facts.clicked("a", 130);
        ItemFacts restored = restored(facts, 3);
        for (ItemFacts one : new ItemFacts[] {facts, restored}) {
            one.clicked("d", 140);

            assertThat(one.before("b", 200)).isEqualTo(UNKNOWN);
            assertThat(one.before("a", 200)[0]).isEqualTo((float) Math.log1p(2));
            assertThat(one.before("c", 200)[1]).isPositive();
        }
        for (int i = 0; i < 10_000; i++) {
            facts.clicked("i" + i, 200 + i);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        facts.write(new DataOutputStream(bytes));
        assertThat(bytes.size()).isLessThan(3 * 100);
    }

    private static ItemFacts restored(ItemFacts facts, int most) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        facts.write(new DataOutputStream(bytes));
        ItemFacts restored = new ItemFacts(most);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return restored;
    }
}
