package io.riffle.lab.simulate;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.riffle.lab.console.OutputFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Files of a folder that belong together: those of before stay until all new ones are whole. */
final class FileSet implements AutoCloseable {
    private final Path folder;
    private final List<OutputFile> begun = new ArrayList<>();

    FileSet(Path folder) {
        this.folder = folder;
    }

    /** Begins a file; gzip by extension. */
    CsvWriter open(String name) throws IOException {
        OutputFile file = OutputFile.open(folder.resolve(name));
        begun.add(file);
        OutputStream bytes =
                name.endsWith(".gz")
                        ? new GZIPOutputStream(file.bytes(), 1 << 16)
                        : new BufferedOutputStream(file.bytes());
        return CsvWriter.builder().build(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    }

    /** All are whole: they take the places of those that were there. */
    void keep() throws IOException {
        for (OutputFile file : begun) {
            file.keep();
        }
    }

    @Override
    public void close() throws IOException {
        for (OutputFile file : begun) {
            file.close();
        }
    }
}
