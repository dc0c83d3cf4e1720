package io.riffle.training.pretraining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.training.backbone.BackboneTrainer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a pre-training run stands, in a folder: a state file, and the tensors it names.
 *
 * <p>The state file is moved into place after the tensors are, so a killed process leaves the
 * previous checkpoint or the new one.
 *
 * <p><b>Errors</b>: {@link IllegalStateException} naming the folder and the way out, for files that
 * are damaged or of other events or options.
 */
final class PretrainingCheckpoint {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String STATE = "state.json";
    private static final String WAY_OUT =
            "\nMaybe remove that folder, or give another with --checkpoint.";

    /**
     * Content of the state file.
     *
     * @param events fingerprint of the interactions
     * @param key what else the run depends on, but for the number of epochs
     * @param phase {@code select} or {@code final}
     * @param epochs finished in this phase
     * @param planned epochs the learning rate was planned for
     * @param tensors file of weights and moments; empty at the start of a phase
     * @param selected likewise at the end of the selection, so that it can go on; empty before
     * @param curve all epochs so far
     */
    record State(
            String events,
            String key,
            String phase,
            int epochs,
            int planned,
            String tensors,
            String selected,
            List<EpochReport> curve) {}

    private final Path folder;

    PretrainingCheckpoint(Path folder) {
        this.folder = folder;
    }

    /** The state left behind by a run on the same events with the same key; null when none is. */
    @Nullable State read(String events, String key) throws IOException {
        Path file = folder.resolve(STATE);
        if (!Files.exists(file)) {
            return null;
        }
        State state = parse(file);
        if (!events.equals(state.events())) {
            throw broken(
                    "be of the same events; it is of another file, or of an older Riffle", null);
        }
        if (!key.equals(state.key())) {
            throw broken(
                    "be of the same options; it has "
                            + without(state.key(), key)
                            + ", this run "
                            + without(key, state.key()),
                    null);
        }
        return state;
    }

    void restore(String tensors, BackboneTrainer trainer) throws IOException {
        if (tensors.isEmpty()) {
            return;
        }
        try (InputStream in =
                new BufferedInputStream(Files.newInputStream(folder.resolve(tensors)))) {
            trainer.restore(in);
        } catch (IOException | RuntimeException e) {
            throw broken("have whole tensors (" + tensors + ")", e);
        }
    }

    /** Writes the trainer's tensors; returns the name of their file. */
    String write(String phase, int epochs, BackboneTrainer of) throws IOException {
        Files.createDirectories(folder);
        String name = "tensors-" + phase + "-" + epochs;
        Path part = folder.resolve(name + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            of.save(out);
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return name;
    }

    /** Writes a state; tensors that it does not name are removed. */
    void write(State state) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(STATE + ".part");
        JSON.writeValue(part.toFile(), state);
        Files.move(part, folder.resolve(STATE), StandardCopyOption.ATOMIC_MOVE);
        forgetAllBut(List.of(state.tensors(), state.selected()));
    }

    /** Removes every file and the folder. */
    void forget() throws IOException {
        if (Files.isDirectory(folder)) {
            Files.deleteIfExists(folder.resolve(STATE));
            forgetAllBut(List.of());
            Files.delete(folder);
        }
    }

    private State parse(Path file) throws IOException {
        try {
            State state = JSON.readValue(file.toFile(), new TypeReference<State>() {});
            for (Object part :
                    new Object[] {
                        state.events(),
                        state.key(),
                        state.phase(),
                        state.tensors(),
                        state.selected(),
                        state.curve()
                    }) {
                Objects.requireNonNull(part);
            }
            return state;
        } catch (JsonProcessingException | NullPointerException e) {
            throw broken("have a readable " + STATE + " of this release", e);
        }
    }

    private IllegalStateException broken(String rule, @Nullable Throwable cause) {
        return new IllegalStateException(
                "The checkpoint (" + folder + ") of this pre-training must " + rule + "." + WAY_OUT,
                cause);
    }

    /** Settings of one key that the other lacks. */
    private static String without(String key, String other) {
        Set<String> settings = settings(key);
        settings.removeAll(settings(other));
        return settings.isEmpty() ? "nothing else" : String.join(" ", settings);
    }

    private static Set<String> settings(String key) {
        return new LinkedHashSet<>(List.of(key.split(" ")));
    }

    private void forgetAllBut(List<String> kept) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "tensors-*")) {
            for (Path file : files) {
                if (!kept.contains(String.valueOf(file.getFileName()))) {
                    Files.delete(file);
                }
            }
        }
    }
}
