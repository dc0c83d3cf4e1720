package io.riffle.job.io;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * File systems with the habits of remote ones, over this machine's files: {@code hdfs} renames onto
 * nothing that exists, {@code gs} renames nothing at all and writes over what is there.
 */
public final class StoreFileSystems {

    private StoreFileSystems() {}

    /** Of {@code hdfs}. */
    public static final class Hdfs implements FileSystemFactory {
        @Override
        public String getScheme() {
            return "hdfs";
        }

        @Override
        public FileSystem create(URI address) {
            return new Habits(address, true);
        }
    }

    /** Of {@code gs}. */
    public static final class Objects implements FileSystemFactory {
        @Override
        public String getScheme() {
            return "gs";
        }

        @Override
        public FileSystem create(URI address) {
            return new Habits(address, false);
        }
    }

    private static final class Habits extends LocalFileSystem {
        private final URI address;
        private final boolean renames;

        Habits(URI address, boolean renames) {
            this.address = address;
            this.renames = renames;
        }

        @Override
        public URI getUri() {
            return address;
        }

        @Override
        public boolean rename(Path from, Path to) throws IOException {
            if (!renames) {
                throw new UnsupportedOperationException("Objects cannot be renamed.");
            }
            return !exists(to) && super.rename(from, to);
        }

        @Override
        public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
            if (renames && mode == WriteMode.NO_OVERWRITE) {
                Files.createFile(pathToFile(path).toPath()); // As a name node: one of several.
            }
            return super.create(path, WriteMode.OVERWRITE);
        }
    }
}
