package io.riffle.lab.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * CPU time of this process's Java threads by what they are for, and the time that its compilers
 * took: a process that has not run for long compiles more than it works. What a thread that has
 * ended spent since it was last looked at is missing.
 */
final class ThreadCpu {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> atStart = new HashMap<>();
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final long compiledMillis = compiler.getTotalCompilationTime();

    /** Counts from here. */
    ThreadCpu() {
        for (long id : threads.getAllThreadIds()) {
            atStart.put(id, threads.getThreadCpuTime(id));
        }
    }

    /** Nanoseconds since the start, by group. */
    NavigableMap<String, Long> spent() {
        NavigableMap<String, Long> groups = new TreeMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                long id = thread.getThreadId();
                long nanos = threads.getThreadCpuTime(id) - atStart.getOrDefault(id, 0L);
                groups.merge(group(thread.getThreadName()), Math.max(0, nanos), Long::sum);
            }
        }
        long millis = compiler.getTotalCompilationTime() - compiledMillis;
        groups.put("compilers", TimeUnit.MILLISECONDS.toNanos(millis));
        return groups;
    }

    /** Names as Flink and Kafka give them to their threads. */
    static String group(String name) {
        if (name.startsWith("recommend ") || name.startsWith("recommend(")) {
            return "recommend_task";
        }
        if (name.startsWith("Source: ")) {
            return "source_tasks";
        }
        if (name.startsWith("Source Data Fetcher")) {
            return "source_fetchers";
        }
        if (name.startsWith("kafka-producer-network-thread")) {
            return "producers";
        }
        if (name.startsWith("data-plane-") || name.startsWith("kafka-")) {
            return "broker";
        }
        if (name.equals("main") || name.equals("answers")) {
            return "lab";
        }
        if (name.startsWith("flink-") || name.contains("-sink")) {
            return "flink";
        }
        return "others";
    }
}
