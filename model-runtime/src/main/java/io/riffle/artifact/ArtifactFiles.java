package io.riffle.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** The few things a model store asks of a file system. Paths are absolute, separated by slashes. */
public interface ArtifactFiles {
    /** Bytes of a file; -1 when there is no such file. */
    long length(String path) throws IOException;

    InputStream open(String path) throws IOException;

    /** Names of a folder's children, without their path; empty when there is no such folder. */
    List<String> list(String folder) throws IOException;

    /**
     * Writes a new file and the folders above it. Nobody sees the file before the content is
     * complete, where the file system can promise that.
     */
    void write(String path, Content content) throws IOException;

    /**
     * Creates a small file where there is none, and the folders above it. Of all who ever create
     * this path at most one is told true: {@link Tickets} does it where a file system overwrites.
     *
     * @return false: somebody else did, or tries to
     */
    boolean create(String path, byte[] content) throws IOException;

    /** Puts a small file in place of the one that may be there. The last writer's stays. */
    void replace(String path, byte[] content) throws IOException;

    /** Deletes a file or an empty folder; nothing happens when there is none. */
    void delete(String path) throws IOException;

    /** What goes into a file. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }
}
