package io.riffle.job.state;

import io.riffle.schema.codec.CodecException;
import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;

/** The byte in front of a value that says which of several things it is. */
final class Kinds {

    private Kinds() {}

    static byte read(String type, DataInput in) throws IOException {
        try {
            return in.readByte();
        } catch (EOFException e) {
            CodecException cut = new CodecException(type, "a kind", "the end", 0);
            cut.initCause(e);
            throw cut;
        }
    }
}
