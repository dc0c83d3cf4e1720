package io.riffle.model.sources;

import io.riffle.model.tables.Columns;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.explain.Said;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Candidate sources and their blend together: asks, scores, learns. The first stage of a
 * recommendation, beside the backbone that is one of the sources.
 *
 * <p><b>Shapes</b>: item rows start at 1. <b>Units</b>: epoch seconds. <b>State</b>: counts and
 * weights, and the newest request; owned by one thread.
 */
public final class SourceBlend {
    private static final int VERSION = 2;

    /** The source whose list is given: see {@link #backbone}. */
    public static final String BACKBONE = CandidateSources.BACKBONE;

    /** The source that counts all clicks alike. */
    public static final String POPULAR = CandidateSources.POPULAR;

    private static final String WEIGHTS = "blend";

    /** Of the column that says how long the steps are; earlier tables have none. */
    private static final String SQUARES = "blend.squares";

    private final CandidateSources sources = new CandidateSources();
    private final Blend blend;
    private final ScoredUnion newest;
    private boolean listed;

    /** Sources that have seen nothing, and a blend that has learned nothing. */
    public SourceBlend() {
        this(new Blend(new CandidateSources().features()));
    }

    private SourceBlend(Blend blend) {
        this.blend = blend;
        this.newest = new ScoredUnion(blend, sources.features());
    }

    private SourceBlend(Blend blend, TableShape shape, SourceTables tables) {
        this(blend);
        sources.counts().read(shape, tables);
    }

    /** Names of the sources, in the order of {@link Union#rank}. */
    public List<String> names() {
        return sources.names();
    }

    /**
     * What the backbone proposes to the next request: rows, best first, none = it has nothing to
     * say; their cosines; and the temperature of the softmax over these
     */
    public void backbone(int[] items, float[] cosines, float temperature) {
        listed = items.length > 0;
        sources.backbone(items, cosines, temperature);
    }

    /**
     * Asks all sources and scores what they propose.
     *
     * @param leftOut rows that are not to be proposed
     * @return valid until the next call
     */
    public Union ask(Past past, long now, int[] leftOut) {
        return ask(past, now, leftOut, row -> false);
    }

    /**
     * As above.
     *
     * @param outside says of more rows that they are not to be proposed
     */
    public Union ask(Past past, long now, int[] leftOut, IntPredicate outside) {
        Union union = sources.propose(past, now, leftOut, outside);
        newest.score(union, sources, past, now);
        return union;
    }

    /** Which of the sources propose an item to the newest request, but for the backbone. */
    public List<Said> said(int row) {
        return sources.said(newest.union(), row);
    }

    /** Proposes none of these rows from now on. */
    public void hide(IntPredicate rows) {
        sources.hide(rows);
    }

    /** Share of an item among all clicks that were counted. */
    public float popularity(int row) {
        return sources.counts().popularity(row);
    }

    /**
     * The items that follow one in sessions, the most frequent first.
     *
     * @param outside says of a row that it is not wanted
     */
    public Followers followers(int row, int most, IntPredicate outside) {
        return sources.counts().followers(row, most, outside);
    }

    /** Score of a candidate of the newest request. */
    public float score(int at) {
        return newest.score(at);
    }

    /** Rank from 1 of a candidate of the newest request; equal scores count against it. */
    public int rank(int at) {
        return newest.rank(at);
    }

    /** Places of the candidates of the newest request, by falling score. */
    public int[] inOrder() {
        return newest.inOrder();
    }

    /**
     * Learns which item of the newest request was clicked; one that nobody proposed says nothing.
     */
    public void clicked(int row) {
        newest.clicked(row, listed);
    }

    /** Whether the blend has met enough of the backbone's lists to weigh what only it proposes. */
    public boolean weighsBackbone() {
        return blend.knowsBackbone();
    }

    /** Says which categories an item has from now on: before clicks on it are counted. */
    public void describe(int row, List<String> categories) {
        sources.counts().categories().describe(row, categories);
    }

    /** Counts a click: what is popular, and what it follows. */
    public void count(Past before, int row, long now) {
        sources.counts().learn(before, row, now);
    }

    /** Items of these rows are others from now on. */
    public void forget(int[] rows) {
        sources.counts().forget(rows);
    }

    /** What is needed to answer, for these item rows. */
    public SourceTables tables(int rows) {
        Map<String, float[]> reals = new HashMap<>();
        Map<String, int[]> whole = new HashMap<>();
        sources.counts().tables(rows, reals, whole);
        reals.put(WEIGHTS, blend.weights());
        reals.put(SQUARES, blend.squares());
        int categories = sources.counts().categories().size();
        new TableShape(rows, blend.lists(), categories).write(whole);
        return new SourceTables(reals, whole);
    }

    /**
     * Sources that answer as those did whose tables these are; they are not to learn.
     *
     * @throws IllegalArgumentException when the tables are another release's, or broken
     */
    public static SourceBlend of(SourceTables tables) {
        Blend blend = new Blend(new CandidateSources().features());
        TableShape shape = TableShape.of(tables);
        blend.weights(tables.real(WEIGHTS, blend.size(shape.first())));
        if (tables.reals().containsKey(SQUARES)) {
            blend.squares(tables.real(SQUARES, blend.size(shape.first())));
        }
        blend.lists(shape.lists());
        return new SourceBlend(blend, shape, tables);
    }

    /**
     * Sources that go on learning from what those had whose tables these are. What is not published
     * they go on without: all but the strongest neighbours, and of tables of earlier releases the
     * popularity in categories.
     *
     * @throws IllegalArgumentException when the tables are another release's, or broken
     */
    public static SourceBlend goingOn(SourceTables tables) {
        SourceBlend learning = of(tables);
        ClickCounts counts = learning.sources.counts();
        counts.goOn(tables);
        if (!tables.reals().containsKey(SQUARES)) {
            learning.blend.squares(counts.activity().total());
        }
        return learning;
    }

    /**
     * These sources as they were when the tables were made, with the weights that go on learning:
     * what is served between two publications is as old.
     *
     * @throws IllegalArgumentException when the tables are another release's, or broken
     */
    public SourceBlend asOf(SourceTables tables) {
        return new SourceBlend(blend, TableShape.of(tables), tables);
    }

    /** Everything that decides what comes next. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        sources.counts().write(out);
        blend.write(out);
    }

    /** Goes on from what {@link #write} wrote. */
    public void read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        Columns.version(version, VERSION);
        sources.counts().read(in, version == 1);
        blend.read(in, version == 1);
    }
}
