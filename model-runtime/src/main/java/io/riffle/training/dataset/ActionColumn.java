package io.riffle.training.dataset;

import io.riffle.schema.Action;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The action of each event; takes no memory as long as all are clicks. */
final class ActionColumn {
    private static final byte CLICK = (byte) Action.CLICK.code();

    private byte @Nullable [] codes;

    Action get(int event) {
        return codes == null || event >= codes.length ? Action.CLICK : Action.of(codes[event]);
    }

    void set(int event, Action action) {
        if (codes == null && action == Action.CLICK) {
            return;
        }
        byte[] column = codes == null ? new byte[0] : codes;
        if (event >= column.length) {
            int before = column.length;
            column = Arrays.copyOf(column, Math.max(1024, event + 1 + (event >> 1)));
            Arrays.fill(column, before, column.length, CLICK);
        }
        column[event] = (byte) action.code();
        codes = column;
    }

    /** The actions of the events that these ordinals name, in their order. */
    ActionColumn ordered(int[] ordinals) {
        ActionColumn ordered = new ActionColumn();
        if (codes != null) {
            ordered.codes = new byte[ordinals.length];
            for (int i = 0; i < ordinals.length; i++) {
                ordered.codes[i] = (byte) get(ordinals[i]).code();
            }
        }
        return ordered;
    }
}
