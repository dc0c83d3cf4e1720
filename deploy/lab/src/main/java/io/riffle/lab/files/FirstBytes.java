package io.riffle.lab.files;

import java.io.BufferedInputStream;
import java.io.IOException;

/** What a file is by its first bytes, so that what is no text is named and not shown. */
enum FirstBytes {
    EMPTY("nothing", ""),
    TEXT("text", ""),
    GZIP("gzip", "give it a name that ends in .gz", 0x1f, 0x8b),
    ZIP("a zip archive", "unpack it", 'P', 'K', 3, 4),
    EMPTY_ZIP("a zip archive", "unpack it", 'P', 'K', 5, 6),
    BZIP2("bzip2", "unpack it, or pack it with gzip", 'B', 'Z', 'h'),
    XZ("xz", "unpack it, or pack it with gzip", 0xfd, '7', 'z', 'X', 'Z', 0),
    ZSTD("Zstandard", "unpack it, or pack it with gzip", 0x28, 0xb5, 0x2f, 0xfd),
    LZ4("lz4", "unpack it, or pack it with gzip", 0x04, 0x22, 0x4d, 0x18),
    SEVEN_ZIP("a 7z archive", "unpack it", '7', 'z', 0xbc, 0xaf, 0x27, 0x1c),
    PARQUET("Parquet", "write it as CSV", 'P', 'A', 'R', '1'),
    UTF16_BIG("UTF-16", "save it as UTF-8", 0xfe, 0xff),
    UTF16_LITTLE("UTF-16", "save it as UTF-8", 0xff, 0xfe),
    BINARY("binary data", "it is of another program");

    private static final int LONGEST = 8;

    private final String title;
    private final String remedy;

    @SuppressWarnings("ImmutableEnumChecker") // never changed after construction
    private final int[] begin;

    FirstBytes(String title, String remedy, int... begin) {
        this.title = title;
        this.remedy = remedy;
        this.begin = begin;
    }

    /** Looks ahead; the stream stays where it was. */
    static FirstBytes of(BufferedInputStream bytes) throws IOException {
        bytes.mark(LONGEST);
        byte[] first = bytes.readNBytes(LONGEST);
        bytes.reset();
        if (first.length == 0) {
            return EMPTY;
        }
        for (FirstBytes kind : values()) {
            if (kind.begin.length > 0 && kind.begins(first)) {
                return kind;
            }
        }
        if (first.length >= 2 && (first[0] == 0) != (first[1] == 0)) {
            return first[0] == 0 ? UTF16_BIG : UTF16_LITTLE;
        }
        for (byte one : first) {
            if (one == 0) {
                return BINARY;
            }
        }
        return TEXT;
    }

    boolean text() {
        return this == TEXT || this == EMPTY;
    }

    String title() {
        return title;
    }

    String remedy() {
        return remedy;
    }

    private boolean begins(byte[] first) {
        if (first.length < begin.length) {
            return false;
        }
        for (int i = 0; i < begin.length; i++) {
            if ((first[i] & 0xff) != begin[i]) {
                return false;
            }
        }
        return true;
    }
}
