package io.riffle.cli;

import io.riffle.cli.console.Console;
import io.riffle.training.EpochReport;
import io.riffle.training.PretrainingListener;

/** Shows a pre-training run: a live bar with loss, speed and time left; a line an epoch. */
final class PretrainingProgress implements PretrainingListener {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 200_000_000;

    private final Console console;
    private final int epochs;
    private final long started = System.nanoTime();
    private double firstDone = -1;
    private String phase = "";
    private long phaseStarted = started;
    private long drawn;

    PretrainingProgress(Console console, int epochs) {
        this.console = console;
        this.epochs = epochs;
    }

    @Override
    public void stepped(
            String nowPhase, int epoch, double done, double loss, double positionsPerSecond) {
        long now = System.nanoTime();
        if (!nowPhase.equals(phase)) {
            phase = nowPhase;
            phaseStarted = now;
            firstDone = done;
        }
        if (now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        int filled = (int) (done * WIDTH);
        console.live(
                "%s [%s%s] epoch %d/%d  loss %.3f  %,.0f positions/s  %s left"
                        .formatted(
                                phase,
                                "=".repeat(filled),
                                " ".repeat(WIDTH - filled),
                                epoch,
                                epochs,
                                loss,
                                positionsPerSecond,
                                left(now, done)));
    }

    @Override
    public void finished(EpochReport report) {
        Double ndcg = report.quality().get("ndcg_at_10");
        console.note(
                "%s epoch %d/%d  loss %.4f%s  %,d positions, %.1f %% padding, %.0f s CPU, %.0f s"
                        .formatted(
                                report.phase(),
                                report.epoch(),
                                epochs,
                                report.loss(),
                                ndcg == null ? "" : "  NDCG@10 %.4f".formatted(ndcg),
                                report.positions(),
                                100 * report.padding(),
                                report.cpuSeconds(),
                                report.wallSeconds()));
    }

    private String left(long now, double done) {
        double speed = (done - firstDone) / ((now - phaseStarted) / 1e9);
        if (speed <= 0) {
            return "?";
        }
        long seconds = (long) ((1 - done) / speed);
        return seconds >= 3600
                ? "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60)
                : "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
}
