package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.Lab;
import io.riffle.lab.console.JsonLine;
import java.util.Locale;

/**
 * The state of a job on disk, and how long going on from it takes.
 *
 * @param bytes of the checkpoint, what it shares with those before included
 * @param checkpointSeconds until the last checkpoint was complete, on top of those before it
 * @param restartSeconds from the end of the job before until all its steps run again
 */
record KeptState(long bytes, double checkpointSeconds, double restartSeconds) {

    /** Takes a checkpoint and begins the job again from there. */
    static KeptState restart(Lab lab, int patienceSeconds) {
        long begin = System.nanoTime();
        String address = lab.checkpoint();
        long taken = System.nanoTime();
        long bytes = (long) lab.metrics().gauge("lastCheckpointFullSize");
        lab.goOnFrom(address, patienceSeconds);
        return new KeptState(bytes, (taken - begin) / 1e9, (System.nanoTime() - taken) / 1e9);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "checkpoint of %,d MiB in %.1f s; the job ended, and ran again from it, in %.1f s",
                bytes >> 20,
                checkpointSeconds,
                restartSeconds);
    }

    ObjectNode toJson() {
        return JsonLine.object()
                .put("checkpoint_bytes", bytes)
                .put("checkpoint_seconds", checkpointSeconds)
                .put("restart_seconds", restartSeconds);
    }
}
