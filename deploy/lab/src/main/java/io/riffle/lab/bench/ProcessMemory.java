package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What this process holds at one moment.
 *
 * @param residentBytes in RAM, native memory included; 0 where /proc is not
 * @param heapBytes on the heap after the last garbage collection
 * @param directBytes of Java's direct buffers
 */
record ProcessMemory(long residentBytes, long heapBytes, long directBytes) {

    /** Pools of a collector that are not the heap's. */
    private static final Set<String> NOT_HEAP = Set.of("Metaspace", "Compressed Class Space");

    static ProcessMemory now() {
        return new ProcessMemory(resident(), heapAfterCollection(), direct());
    }

    void describe(ObjectNode node) {
        node.put("rss_bytes", residentBytes);
        node.put("heap_after_gc_bytes", heapBytes);
        node.put("direct_bytes", directBytes);
    }

    private static long resident() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    private static long heapAfterCollection() {
        long latest = -1;
        long bytes = 0;
        for (var bean : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
            GcInfo last = bean.getLastGcInfo();
            if (last != null && last.getEndTime() > latest) {
                latest = last.getEndTime();
                bytes =
                        last.getMemoryUsageAfterGc().entrySet().stream()
                                .filter(pool -> !NOT_HEAP.contains(pool.getKey()))
                                .filter(pool -> !pool.getKey().startsWith("CodeHeap"))
                                .map(pool -> pool.getValue())
                                .mapToLong(MemoryUsage::getUsed)
                                .sum();
            }
        }
        return bytes;
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
