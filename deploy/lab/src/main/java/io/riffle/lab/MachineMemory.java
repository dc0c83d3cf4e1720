package io.riffle.lab;

import com.sun.management.OperatingSystemMXBean;
import io.riffle.job.RecommendationJob;
import java.lang.management.ManagementFactory;
import org.apache.flink.configuration.Configuration;

/**
 * How many subtasks of the recommendation job this process has room for, beside Flink itself and
 * whatever else this machine does: half of the heap, and half of what the machine has beside it.
 */
final class MachineMemory {

    private static final int SHARE = 2;

    private MachineMemory() {}

    static int recommendSubtasks(Configuration options) {
        long heap = Runtime.getRuntime().maxMemory();
        return RecommendationJob.subtasks(
                options,
                Runtime.getRuntime().availableProcessors(),
                heap / SHARE,
                Math.max(0, machine() - heap) / SHARE);
    }

    /** Of the container, where there is one. */
    private static long machine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }
}
