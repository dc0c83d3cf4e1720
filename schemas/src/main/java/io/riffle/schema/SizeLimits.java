package io.riffle.schema;

/**
 * How large things may be, from what a topic may hand us to what we hand on. One page, so that no
 * limit is raised without those that stand on it: a law test holds {@link #OUTPUT} above the
 * largest record that each sink can be asked to write, in either content type.
 *
 * <p><b>Units</b>: bytes, of UTF-8 for texts.
 */
public final class SizeLimits {

    /** Longest value that is decoded: a click, a catalogue entry, a profile, an announcement. */
    public static final int INPUT = 1 << 20;

    /** Longest training sample that is decoded: what any release or client may have written. */
    public static final int SAMPLE_INPUT = 4 << 20;

    /**
     * Largest record that a job writes, Kafka's framing included: 1 MiB, the default limit of
     * producers, topics and brokers, so that no topic of ours has to be made larger.
     */
    public static final int OUTPUT = 1 << 20;

    /** What Kafka's framing of one record takes at most: batch and record header, lengths. */
    public static final int FRAMING = 1 << 10;

    /** A dead letter holds a value of up to this length whole. */
    public static final int LETTER_VALUE = 512 << 10;

    /** Of a longer value a dead letter holds so many first bytes. */
    public static final int LETTER_START = 64 << 10;

    /** A dead letter holds so many first bytes of the key. */
    public static final int LETTER_KEY = 4 << 10;

    /** A dead letter holds so many headers at most. */
    public static final int LETTER_HEADERS = 64;

    /** A dead letter's headers, names and values, are so long together at most. */
    public static final int LETTER_HEADER_BYTES = 16 << 10;

    /** Longest title of an item. */
    public static final int TITLE = 4 << 10;

    /** Most categories of an item. */
    public static final int CATEGORIES = 64;

    /** Most attributes of an item or a user. */
    public static final int ATTRIBUTES = 64;

    /** Longest name of a category or an attribute. */
    public static final int NAME = 256;

    /** Most values in the vector of an item. */
    public static final int VECTOR = 1024;

    /** Longest attribute value of an item: a description may stand there. */
    public static final int ITEM_VALUE = 16 << 10;

    /** Longest attribute value of a user: a category. */
    public static final int PROFILE_VALUE = 256;

    /**
     * A user's attributes, names and values, are so long together at most: each open slate and each
     * sample carries them.
     */
    public static final int PROFILE = 8 << 10;

    /** Longest address of an announced model. */
    public static final int URI = 4 << 10;

    /** Most metrics of an announced model. */
    public static final int METRICS = 256;

    /** Most items of a slate that is asked for. */
    public static final int SLATE = 200;

    /** Most events, candidates or excluded items that a request brings. */
    public static final int REQUEST_ITEMS = 1_000;

    /** Most entries of the context that a request brings. */
    public static final int CONTEXT = 16;

    /** Longest value in the context that a request brings: an address may stand there. */
    public static final int CONTEXT_VALUE = 4 << 10;

    /** Longest value in the context of a click or a request that is read: a class of things. */
    public static final int CONTEXT_READ = 64;

    /** Longest condition, as text. */
    public static final int WHERE = 64 << 10;

    /** Most boosts, caps or pins of a placement. */
    public static final int PLACEMENT_RULES = 64;

    private SizeLimits() {}
}
