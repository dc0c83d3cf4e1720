package io.riffle.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a pre-training run stands, in a folder: a state file, and the tensors it names.
 *
 * <p>The state file is moved into place after the tensors are, so a killed process leaves the
 * previous checkpoint or the new one.
 */
final class PretrainingCheckpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATE = "state.json";

    /**
     * Content of the state file.
     *
     * @param key what the run depends on; another key is another run
     * @param phase {@code select} or {@code final}
     * @param epochs finished in this phase
     * @param tensors file of weights and moments; empty at the start of a phase
     * @param curve all epochs so far
     */
    record State(String key, String phase, int epochs, String tensors, List<EpochReport> curve) {}

    private final Path folder;

    PretrainingCheckpoint(Path folder) {
        this.folder = folder;
    }

    /** The state left behind, or null when there is none. */
    @Nullable State read() throws IOException {
        Path file = folder.resolve(STATE);
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<State>() {})
                : null;
    }

    void restore(State state, BackboneTrainer trainer) throws IOException {
        if (!state.tensors().isEmpty()) {
            try (InputStream in =
                    new BufferedInputStream(
                            Files.newInputStream(folder.resolve(state.tensors())))) {
                trainer.restore(in);
            }
        }
    }

    /** Writes the trainer's tensors, then the state that names them. */
    State write(String key, String phase, int epochs, List<EpochReport> curve, BackboneTrainer of)
            throws IOException {
        Files.createDirectories(folder);
        String name = "tensors-" + phase + "-" + epochs;
        Path part = folder.resolve(name + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            of.save(out);
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        State state = new State(key, phase, epochs, name, List.copyOf(curve));
        write(state);
        return state;
    }

    void write(State state) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(STATE + ".part");
        JSON.writeValue(part.toFile(), state);
        Files.move(part, folder.resolve(STATE), StandardCopyOption.REPLACE_EXISTING);
        forgetAllBut(state.tensors());
    }

    /** Removes every file and the folder. */
    void forget() throws IOException {
        if (Files.isDirectory(folder)) {
            Files.deleteIfExists(folder.resolve(STATE));
            forgetAllBut("");
            Files.delete(folder);
        }
    }

    private void forgetAllBut(String kept) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "tensors-*")) {
            for (Path file : files) {
                if (!String.valueOf(file.getFileName()).equals(kept)) {
                    Files.delete(file);
                }
            }
        }
    }
}
