package io.riffle.job.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogramStatistics;

/**
 * The newest values, as far as they are not old: one slow minute is over when it is over, also
 * where so little follows that it would stay among the newest for hours. Without a value of late
 * its quantiles are no numbers.
 *
 * <p>May be used by several threads.
 */
final class RecentHistogram implements Histogram {

    /** Shorter than alerts wait: one slow answer alone must not ring. */
    static final Duration WINDOW = Duration.ofMinutes(2);

    private static final int MOST = 1_000;

    private final LongSupplier clock;
    private final double[] values = new double[MOST];
    private final long[] times = new long[MOST];
    private long count;

    RecentHistogram() {
        this(System::nanoTime);
    }

    /** With a clock in ns. */
    RecentHistogram(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void update(long value) {
        int place = (int) (count % MOST);
        values[place] = value;
        times[place] = clock.getAsLong();
        count++;
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public synchronized HistogramStatistics getStatistics() {
        long now = clock.getAsLong();
        double[] recent = new double[(int) Math.min(count, MOST)];
        int size = 0;
        while (size < recent.length) {
            int place = (int) ((count - 1 - size) % MOST);
            if (now - times[place] > WINDOW.toNanos()) {
                break;
            }
            recent[size++] = values[place];
        }
        return new DescriptiveStatisticsHistogramStatistics(Arrays.copyOf(recent, size));
    }
}
