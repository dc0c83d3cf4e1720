package io.riffle.artifact;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Files of this machine: plain paths, or {@code file:} addresses. */
public final class LocalFiles implements ArtifactFiles {
    private static final String SCHEME = "file:";

    @Override
    public long length(String path) throws IOException {
        Path file = path(path);
        return Files.isRegularFile(file) ? Files.size(file) : -1;
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(path(path));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        if (!Files.isDirectory(path(folder))) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> children = Files.list(path(folder))) {
            children.forEach(child -> names.add(child.getFileName().toString()));
        }
        return names;
    }

    @Override
    public void write(String path, Content content) throws IOException {
        Path file = within(path);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            content.to(out);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        try {
            Files.write(within(path), content, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path file = within(path);
        // Of its own name: two may do this at once.
        Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        Files.write(part, content, StandardOpenOption.CREATE_NEW);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(path(path));
    }

    /** Makes the folders above a file. */
    private static Path within(String path) throws IOException {
        Path file = path(path);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return file;
    }

    /** As Flink reads an address: what follows is the path, and nothing in it is encoded. */
    public static Path path(String path) {
        if (!path.startsWith(SCHEME)) {
            return Path.of(path);
        }
        String rest = path.substring(SCHEME.length());
        return Path.of(rest.startsWith("//") ? rest.substring(2) : rest);
    }
}
