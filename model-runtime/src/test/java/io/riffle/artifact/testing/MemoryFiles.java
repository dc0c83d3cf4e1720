package io.riffle.artifact.testing;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.Tickets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Files in memory with the habits of a kind of store. Several views share the files; each asks its
 * own {@link Steps} before every request.
 */
public final class MemoryFiles implements ArtifactFiles {
    private final Kind kind;
    private final NavigableMap<String, byte[]> files;
    private final Steps steps;

    /** What differs between stores. */
    public enum Kind {
        /** Renaming replaces. */
        LOCAL,
        /** Renaming refuses what exists; replacing deletes first, and others can see that. */
        HDFS,
        /** No renaming, no creating once: writing replaces, in one step. */
        S3
    }

    /** Sees every request before it is made; may throw. */
    public interface Steps {
        void before(String request) throws IOException;
    }

    public MemoryFiles(Kind kind) {
        this(kind, new ConcurrentSkipListMap<>(), request -> {});
    }

    private MemoryFiles(Kind kind, NavigableMap<String, byte[]> files, Steps steps) {
        this.kind = kind;
        this.files = files;
        this.steps = steps;
    }

    /** The same files, asked by somebody else. */
    public MemoryFiles seenBy(Steps other) {
        return new MemoryFiles(kind, files, other);
    }

    /** All files, to look at and to change behind the store's back. */
    public NavigableMap<String, byte[]> all() {
        return files;
    }

    @Override
    public long length(String path) throws IOException {
        steps.before("length " + path);
        byte[] bytes = files.get(path);
        return bytes == null ? -1 : bytes.length;
    }

    @Override
    public InputStream open(String path) throws IOException {
        steps.before("open " + path);
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new FileNotFoundException(path);
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        steps.before("list " + folder);
        TreeSet<String> names = new TreeSet<>();
        String prefix = folder + "/";
        for (String path : files.subMap(prefix, prefix + Character.MAX_VALUE).keySet()) {
            String rest = path.substring(prefix.length());
            names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
        }
        return new ArrayList<>(names);
    }

    @Override
    public void write(String path, Content content) throws IOException {
        if (kind == Kind.S3) {
            byte[] bytes = bytes(content);
            steps.before("put " + path);
            files.put(path, bytes);
            return;
        }
        steps.before("create " + path + ".part");
        files.put(path + ".part", new byte[0]);
        byte[] bytes = bytes(content);
        steps.before("rename " + path);
        if (kind == Kind.HDFS && files.putIfAbsent(path, bytes) != null) {
            throw new IOException("exists: " + path);
        }
        files.put(path, bytes);
        files.remove(path + ".part");
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        if (kind == Kind.S3) {
            return Tickets.create(this, path, content);
        }
        steps.before("create " + path);
        boolean created = files.putIfAbsent(path, new byte[0]) == null;
        if (created) {
            steps.before("fill " + path);
            files.put(path, content.clone());
        }
        return created;
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        if (kind == Kind.HDFS) {
            steps.before("truncate " + path);
            files.put(path, new byte[0]);
        }
        steps.before("replace " + path);
        files.put(path, content.clone());
    }

    @Override
    public void delete(String path) throws IOException {
        steps.before("delete " + path);
        files.remove(path);
    }

    public byte[] content(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    private static byte[] bytes(Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.to(out);
        return out.toByteArray();
    }
}
