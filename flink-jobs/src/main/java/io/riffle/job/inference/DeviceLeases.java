package io.riffle.job.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which device each subtask of a process computes on: the GPU that the fewest others use, so that
 * two slots of a task manager with two GPUs use both.
 *
 * <p>Flink tells a process its GPUs, and a subtask not the index of its slot; subtask indices would
 * put 0 and 2 of a job on the same one of two GPUs. Counted as far as one class loader reaches: the
 * subtasks of one job.
 *
 * <p><b>Threads</b>: any.
 */
final class DeviceLeases {

    /** Name of the resource that Flink's documentation gives to GPUs. */
    static final String RESOURCE = "gpu";

    /** Property that Flink's GPU driver tells the index in. */
    private static final String INDEX = "index";

    private static final Logger LOG = LoggerFactory.getLogger(DeviceLeases.class);

    private final Map<Integer, Integer> users = new HashMap<>();

    /**
     * One subtask's device, chosen when it is first asked for, which loads the engine. The subtask
     * has it until it is closed.
     */
    final class Lease implements AutoCloseable {

        private final String subtask;
        private final String asked;
        private final List<Integer> given;
        private final IntSupplier found;
        private @Nullable String device;
        private int gpu = -1;

        private Lease(String subtask, String asked, List<Integer> given, IntSupplier found) {
            this.subtask = subtask;
            this.asked = asked;
            this.given = given;
            this.found = found;
        }

        /** {@code auto}, {@code cpu}, {@code gpu}, or {@code gpu:} and an index. */
        String device() {
            synchronized (DeviceLeases.this) {
                if (device == null) {
                    device = chosen();
                    LOG.info("Models of {} go to {}", subtask, device);
                }
                return device;
            }
        }

        /** Index of the GPU; -1 = the processor, or nothing yet. */
        int gpu() {
            synchronized (DeviceLeases.this) {
                return gpu;
            }
        }

        private String chosen() {
            int count = asked.equals("cpu") ? 0 : found.getAsInt();
            if (count == 0) {
                // What was asked for is then the processor, or refused with its reason.
                return asked;
            }
            gpu = least(given.isEmpty() ? IntStream.range(0, count).boxed().toList() : given);
            users.merge(gpu, 1, Integer::sum);
            return "gpu:" + gpu;
        }

        /** A load that was given up may ask later still, and counts no more. */
        @Override
        public void close() {
            synchronized (DeviceLeases.this) {
                if (gpu >= 0) {
                    users.merge(gpu, -1, Integer::sum);
                }
                gpu = -1;
                device = device == null ? asked : device;
            }
        }
    }

    /**
     * The device of one more subtask.
     *
     * @param subtask its name, for the log
     * @param asked {@code auto}, {@code cpu} or {@code gpu}
     * @param given indices of the GPUs that Flink gives to the process; empty = it gives none
     * @param found how many GPUs the engine finds
     */
    Lease of(String subtask, String asked, List<Integer> given, IntSupplier found) {
        return new Lease(subtask, asked, given, found);
    }

    private int least(List<Integer> gpus) {
        int least = gpus.get(0);
        for (int gpu : gpus) {
            if (users.getOrDefault(gpu, 0) < users.getOrDefault(least, 0)) {
                least = gpu;
            }
        }
        return least;
    }

    /** The indices, in order, of the GPUs among the resources of a process. */
    static List<Integer> indices(Collection<? extends ExternalResourceInfo> resources) {
        List<Integer> indices = new ArrayList<>();
        for (ExternalResourceInfo resource : resources) {
            Optional<String> index = resource.getProperty(INDEX);
            // What another driver than Flink's calls a GPU may be no number.
            if (index.isPresent() && index.get().matches("[0-9]{1,3}")) {
                indices.add(Integer.valueOf(index.get()));
            }
        }
        return indices.stream().sorted().distinct().toList();
    }
}
