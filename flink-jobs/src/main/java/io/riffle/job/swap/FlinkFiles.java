package io.riffle.job.swap;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LocalFiles;
import io.riffle.artifact.Tickets;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** A model store on any file system that Flink knows: local, HDFS, S3 and others. */
public final class FlinkFiles implements ArtifactFiles, Serializable {

    private static final long serialVersionUID = 1L;
    private static final int BUFFER = 1 << 16;
    private static final LocalFiles LOCAL = new LocalFiles();

    /** Object stores: renaming copies there, and nobody sees an object before it is whole. */
    private static final Set<String> SHOWN_WHEN_CLOSED =
            Set.of("s3", "s3a", "s3n", "s3p", "gs", "oss", "obs", "cosn");

    @Override
    public long length(String path) throws IOException {
        FileStatus status = status(new Path(path));
        return status == null || status.isDir() ? -1 : status.getLen();
    }

    @Override
    public InputStream open(String path) throws IOException {
        Path file = new Path(path);
        return file.getFileSystem().open(file);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path path = new Path(folder);
        FileStatus status = status(path);
        if (status == null || !status.isDir()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (FileStatus child : path.getFileSystem().listStatus(path)) {
            names.add(child.getPath().getName());
        }
        return names;
    }

    /** Object stores show a file when it is closed; elsewhere it is renamed when it is complete. */
    @Override
    public void write(String path, Content content) throws IOException {
        Path file = new Path(path);
        FileSystem files = file.getFileSystem();
        boolean shownWhenClosed = SHOWN_WHEN_CLOSED.contains(scheme(files));
        Path part = shownWhenClosed ? file : file.suffix(".part");
        put(files, part, content);
        if (!shownWhenClosed && !files.rename(part, file)) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The file (%s) of a model store must be new.%nMaybe another writer was"
                                    + " faster.",
                            path));
        }
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        Path file = new Path(path);
        FileSystem files = file.getFileSystem();
        return switch (scheme(files)) {
            // Flink looks first and opens then.
            case "file" -> LOCAL.create(file.getPath(), content);
            case "hdfs", "viewfs" -> createdOnce(files, file, content);
            default -> Tickets.create(this, path, content);
        };
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path file = new Path(path);
        FileSystem files = file.getFileSystem();
        if (scheme(files).equals("file")) {
            LOCAL.replace(file.getPath(), content);
        } else {
            put(files, file, out -> out.write(content));
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = new Path(path);
        file.getFileSystem().delete(file, false);
    }

    private static void put(FileSystem files, Path file, Content content) throws IOException {
        files.mkdirs(file.getParent());
        try (OutputStream out =
                new BufferedOutputStream(files.create(file, WriteMode.OVERWRITE), BUFFER)) {
            content.to(out);
        }
    }

    /** The name node lets one of several create a file. */
    private static boolean createdOnce(FileSystem files, Path file, byte[] content)
            throws IOException {
        files.mkdirs(file.getParent());
        try (OutputStream out = files.create(file, WriteMode.NO_OVERWRITE)) {
            out.write(content);
            return true;
        } catch (IOException e) {
            // What says "it exists" differs between versions of Hadoop.
            if (status(file) != null) {
                return false;
            }
            throw e;
        }
    }

    private static String scheme(FileSystem files) {
        String scheme = files.getUri().getScheme();
        return scheme == null ? "file" : scheme.toLowerCase(Locale.ROOT);
    }

    private static @Nullable FileStatus status(Path path) throws IOException {
        try {
            return path.getFileSystem().getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }
}
