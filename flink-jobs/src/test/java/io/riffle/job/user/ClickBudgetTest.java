package io.riffle.job.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClickBudgetTest {

    private static final long START = 1_000_000;

    /** How many of so many clicks are paid, one each so many ms. */
    private static int paid(int perMinute, int clicks, long everyMillis) {
        ClickBudget budget = new ClickBudget(perMinute);
        long until = 0;
        int paid = 0;
        for (int i = 0; i < clicks; i++) {
            long next = budget.pay(until, START + i * everyMillis);
            if (next != ClickBudget.OVER) {
                until = next;
                paid++;
            }
        }
        return paid;
    }

    @Test
    void aMinutesBudgetMayBeSpentAtOnce() {
        assertThat(paid(60, 1_000, 0)).isEqualTo(60);
    }

    @Test
    void whoStaysWithinTheRateIsNeverOver() {
        assertThat(paid(60, 10_000, 1_000)).isEqualTo(10_000);
    }

    @Test
    void twiceTheRateIsPaidByHalfAfterTheFirstMinutesBudget() {
        // In 1,000 s 1,000 clicks are earned, beside the 60 at the start.
        assertThat(paid(60, 2_000, 500)).isBetween(1_058, 1_060);
    }

    @Test
    void withoutABoundEveryClickIsPaid() {
        assertThat(paid(0, 100_000, 0)).isEqualTo(100_000);
    }
}
