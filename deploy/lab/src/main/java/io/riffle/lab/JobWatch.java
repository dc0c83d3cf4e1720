package io.riffle.lab;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.util.ExceptionUtils;

/**
 * Tells whether jobs have ended, without waiting for Flink to say so: a machine that has too much
 * to do tells late, and that is no end.
 *
 * <p><b>Threads</b>: any.
 */
final class JobWatch {

    private final Function<JobID, CompletableFuture<JobStatus>> ask;
    private final Map<JobID, CompletableFuture<JobStatus>> asked = new ConcurrentHashMap<>();

    /**
     * @param ask what Flink is asked for the status of a job
     */
    JobWatch(Function<JobID, CompletableFuture<JobStatus>> ask) {
        this.ask = ask;
    }

    /**
     * The newest status that was told since the last call; running where none was.
     *
     * @throws CompletionException with what Flink says of a job that it does not know
     */
    JobStatus newest(JobID job) {
        CompletableFuture<JobStatus> status = asked.computeIfAbsent(job, ask);
        if (!status.isDone() || !asked.remove(job, status) || late(status)) {
            return JobStatus.RUNNING;
        }
        return status.join();
    }

    private static boolean late(CompletableFuture<JobStatus> status) {
        try {
            status.join();
            return false;
        } catch (CompletionException e) {
            return ExceptionUtils.findThrowable(e, TimeoutException.class).isPresent();
        }
    }

    /** Our own sentence where there is one; else what went wrong deepest down, said as such. */
    static String reason(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = cause.getMessage();
            if (text != null && text.startsWith("The ") && text.contains(" must ")) {
                return text;
            }
            deepest = cause;
        }
        String text = deepest.getMessage();
        return "The job must go on; it ended: "
                + (text == null ? deepest.getClass().getSimpleName() : text);
    }
}
