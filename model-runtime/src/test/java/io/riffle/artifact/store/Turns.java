package io.riffle.artifact.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets two threads run one at a time, so many steps of the one, then so many of the other: the same
 * interleaving each time.
 */
final class Turns {
    private final Deque<Turn> turns = new ArrayDeque<>();
    private final Set<Integer> done = new HashSet<>();

    /** Steps that one of them may make before the next turn. */
    private static final class Turn {
        private final int who;
        private int left;

        Turn(int who, int left) {
            this.who = who;
            this.left = left;
        }
    }

    /** The first makes some steps, then the second some, then the first ends, then the second. */
    Turns(int first, int second) {
        turns.add(new Turn(0, first));
        turns.add(new Turn(1, second));
        turns.add(new Turn(0, Integer.MAX_VALUE));
        turns.add(new Turn(1, Integer.MAX_VALUE));
    }

    /** Waits for the turn of {@code who}. */
    synchronized void step(int who) {
        while (true) {
            Turn turn = turns.peek();
            while (turn != null && (turn.left == 0 || done.contains(turn.who))) {
                turns.poll();
                notifyAll();
                turn = turns.peek();
            }
            if (turn == null || turn.who == who) {
                if (turn != null) {
                    turn.left--;
                }
                return;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts a test.", e);
            }
        }
    }

    /** {@code who} makes no more steps. */
    synchronized void done(int who) {
        done.add(who);
        notifyAll();
    }
}
