package io.riffle.job.io;

import io.riffle.artifact.ArtifactFiles;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** A model store on any file system that Flink knows: local, HDFS, S3 and others. */
public final class FlinkFiles implements ArtifactFiles, Serializable {

    private static final long serialVersionUID = 1L;
    private static final int BUFFER = 1 << 16;

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
        Path part = file.suffix(".part");
        FileSystem files = file.getFileSystem();
        files.mkdirs(file.getParent());
        try (OutputStream out =
                new BufferedOutputStream(files.create(part, WriteMode.OVERWRITE), BUFFER)) {
            content.to(out);
        }
        if (!files.rename(part, file)) {
            throw new IOException(
                    "The file (%s) of a model store must be new.%nMaybe another writer was faster."
                            .formatted(path));
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = new Path(path);
        file.getFileSystem().delete(file, false);
    }

    private static @Nullable FileStatus status(Path path) throws IOException {
        try {
            return path.getFileSystem().getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }
}
