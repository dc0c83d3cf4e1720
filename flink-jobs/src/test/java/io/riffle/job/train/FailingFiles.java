package io.riffle.job.train;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;

/** Files of this machine that cannot be had while {@link #away} says so. */
final class FailingFiles implements ArtifactFiles, Serializable {

    private static final long serialVersionUID = 1L;
    private static final LocalFiles FILES = new LocalFiles();

    /** Of all of them: a step gets a copy. */
    static volatile boolean away;

    @Override
    public long length(String path) throws IOException {
        return files().length(path);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return files().open(path);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return files().list(folder);
    }

    @Override
    public void write(String path, Content content) throws IOException {
        files().write(path, content);
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return files().create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        files().replace(path, content);
    }

    @Override
    public void delete(String path) throws IOException {
        files().delete(path);
    }

    private static LocalFiles files() throws IOException {
        if (away) {
            throw new IOException("The store is away.");
        }
        return FILES;
    }
}
