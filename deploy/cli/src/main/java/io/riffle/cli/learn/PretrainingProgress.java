package io.riffle.cli.learn;

import io.riffle.lab.console.Console;
import io.riffle.training.pretraining.EpochReport;
import io.riffle.training.pretraining.PretrainingListener;
import java.util.Locale;

/**
 * Shows a pre-training run: a live bar with loss, speed and time left; a line when a phase begins,
 * for each epoch, and where nobody watches each half minute.
 */
final class PretrainingProgress implements PretrainingListener {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 200_000_000;
    private static final long NOTE_NANOS = 30_000_000_000L;

    private final Console console;
    private final int epochs;
    private final long started = System.nanoTime();
    private double firstDone = -1;
    private String phase = "";
    private long phaseStarted = started;
    private long drawn;
    private long noted = started;

    PretrainingProgress(Console console, int epochs) {
        this.console = console;
        this.epochs = epochs;
    }

    @Override
    public void started(String nowPhase, int done, int until, int planned) {
        String goesOn = done == 0 ? "" : ", going on after epoch " + done;
        String curve =
                planned == 0 || planned == epochs
                        ? ""
                        : "; the learning rate, planned for "
                                + planned
                                + " epochs so far, follows the curve of "
                                + epochs
                                + " from here on";
        console.note(nowPhase + ": training up to epoch " + until + goesOn + curve);
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
        boolean note = !console.terminal() && now - noted >= NOTE_NANOS;
        if (!note && now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        int filled = (int) (done * WIDTH);
        String line =
                text(
                        "%s [%s%s] epoch %d/%d  loss %.3f  %,.0f positions/s  %s left",
                        phase,
                        "=".repeat(filled),
                        " ".repeat(WIDTH - filled),
                        epoch,
                        epochs,
                        loss,
                        positionsPerSecond,
                        left(now, done));
        if (note) {
            noted = now;
            console.note(line);
        } else {
            console.live(line);
        }
    }

    @Override
    public void finished(EpochReport report) {
        Double ndcg = report.quality().get("ndcg_at_10");
        console.note(
                text(
                        "%s epoch %d/%d  loss %.4f%s  %,d positions, %.1f %% padding, %.0f s CPU,"
                                + " %.0f s",
                        report.phase(),
                        report.epoch(),
                        epochs,
                        report.loss(),
                        ndcg == null ? "" : text("  NDCG@10 %.4f", ndcg),
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
                ? text("%d h %02d min", seconds / 3600, seconds / 60 % 60)
                : text("%d min %02d s", seconds / 60, seconds % 60);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
