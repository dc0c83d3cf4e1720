package io.riffle.model.psad;

import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.InitialTensor.Start;
import java.util.ArrayList;
import java.util.List;

/** Names, shapes and initial distribution of the reranker's weights. */
final class PsadShapes {
    static final String ITEM_ROWS = "encoder.item_rows";

    /** Weight of the first stage's score among the student's. */
    static final String FIRST_STAGE = "student.first_stage";

    /** Coefficients of pair terms from the user vector. */
    static final String PAIRS = "student.pairs";

    /** Weight of every category in what two candidates share. */
    static final String PAIR_CATEGORIES = "student.pairs.categories";

    /** Weight of every pair of profile value and category. */
    static final String CROSSES = "student.crosses";

    private final List<InitialTensor> entries = new ArrayList<>();

    private PsadShapes() {}

    static List<InitialTensor> of(PsadConfig config, int itemRows, boolean teacher) {
        PsadShapes shapes = new PsadShapes();
        shapes.inputs(config, itemRows);
        shapes.profileNetwork(config);
        for (int layer = 0; layer < config.encoderLayers(); layer++) {
            shapes.layer("encoder.layers." + layer, config, false);
        }
        shapes.norm("encoder.norm", config.width());
        shapes.linear("student.hidden", config.width(), config.width());
        shapes.scores(config);
        shapes.listContext(config);
        if (teacher) {
            shapes.teacher(config);
        }
        return List.copyOf(shapes.entries);
    }

    private void inputs(PsadConfig config, int itemRows) {
        RerankColumns columns = config.columns();
        if (columns.itemRows() == ItemRows.OWN || columns.itemRows() == ItemRows.BACKBONE_TUNED) {
            add(ITEM_ROWS, Start.ROWS, itemRows, columns.rowWidth());
        }
        add("encoder.category_rows", Start.ROWS, columns.categoryRows(), columns.categoryWidth());
        linear("encoder.input", config.inputWidth(), config.width());
        if (config.userInput()) {
            add("encoder.input.user", Start.FAN_IN, config.width(), config.userWidth());
        }
        if (config.candidateHistory()) {
            linear("encoder.history.query", columns.itemWidth(), config.headWidth());
            linear("encoder.history.key", columns.itemWidth(), config.headWidth());
            add("encoder.history.age", Start.ZERO, config.headWidth(), 1);
        }
        if (config.usePosition() && config.encoderLayers() > 0) {
            add(
                    "encoder.position_bias",
                    Start.ZERO,
                    config.heads() * (2L * config.positions() + 1),
                    1);
        }
    }

    private void scores(PsadConfig config) {
        if (config.firstStage()) {
            // Zero beside a half: the student starts with the first stage's order.
            add("student.score.weight", Start.ZERO, 1, config.width());
            add("student.score.bias", Start.ZERO, 1);
            add(FIRST_STAGE, Start.HALF, 1);
        } else {
            linear("student.score", config.width(), 1);
        }
    }

    private void listContext(PsadConfig config) {
        if (config.listContext()) {
            ofUser(PAIRS, config, SlateTerms.features(config.places()));
            add(PAIR_CATEGORIES, Start.ONE, config.columns().categoryRows(), 1);
        }
        if (config.crosses()) {
            add(CROSSES, Start.ZERO, Crosses.rows(config.columns()), 1);
        }
    }

    private void profileNetwork(PsadConfig config) {
        RerankColumns columns = config.columns();
        int item = columns.itemWidth();
        int hidden = config.userWidth();
        add("profile.pool.age", Start.ZERO, hidden, 1);
        linear("profile.pool.key", item, hidden);
        add("profile.pool.query", Start.FAN_IN, 1, hidden);
        int inputs = item + columns.requestWidth();
        if (!columns.profile().isEmpty()) {
            add("profile.rows", Start.ROWS, columns.profileRows(), columns.profileWidth());
            inputs += columns.profile().size() * columns.profileWidth();
        }
        linear("profile.hidden", inputs, hidden);
        linear("profile.user", hidden, hidden);
        if (config.gate()) {
            linear("profile.gate.hidden", config.inputWidth(), config.gateWidth());
            add("profile.gate.user", Start.FAN_IN, config.gateWidth(), hidden);
            linear("profile.gate.out", config.gateWidth(), config.inputWidth());
        }
        if (config.userBias() && config.encoderLayers() > 0) {
            linear("profile.bias.hidden", hidden, config.biasRank());
            // Zero: attention starts without a user's bias and learns one only where it pays.
            add(
                    "profile.bias.out",
                    Start.ZERO,
                    config.heads() * (2L * config.positions() + 1),
                    config.biasRank());
        }
    }

    private void teacher(PsadConfig config) {
        int width = config.width();
        add("decoder.start", Start.ROWS, config.slate(), width);
        add("decoder.slot", Start.ROWS, config.slate(), width);
        add("decoder.masked", Start.ROWS, 1, width);
        linear("decoder.placed", width, width);
        for (int layer = 0; layer < config.decoderLayers(); layer++) {
            layer("decoder.layers." + layer, config, true);
        }
        if (config.listContext()) {
            ofUser("decoder.pairs", config, SlateTerms.features(config.places()));
        }
        norm("decoder.norm", width);
        // Without logits of its own the teacher starts with the student's order.
        add("decoder.pointer.query", Start.ZERO, width, width);
        add("decoder.pointer.key", Start.FAN_IN, width, width);
    }

    private void layer(String name, PsadConfig config, boolean cross) {
        int width = config.width();
        norm(name + ".norm1", width);
        linear(name + ".attention.qkv", width, 3 * width);
        linear(name + ".attention.out", width, width);
        if (cross) {
            norm(name + ".norm_memory", width);
            linear(name + ".memory.query", width, width);
            linear(name + ".memory.kv", width, 2 * width);
            linear(name + ".memory.out", width, width);
        }
        norm(name + ".norm2", width);
        linear(name + ".ffn.hidden", width, config.ffnWidth());
        linear(name + ".ffn.out", config.ffnWidth(), width);
    }

    private void linear(String name, int inputs, int outputs) {
        add(name + ".weight", Start.FAN_IN, outputs, inputs);
        add(name + ".bias", Start.ZERO, outputs);
    }

    private void ofUser(String name, PsadConfig config, int outputs) {
        add(name + ".weight", Start.ZERO, outputs, config.userWidth());
        add(name + ".bias", Start.ZERO, outputs);
        if (!config.columns().profile().isEmpty()) {
            add(name + ".profile", Start.ZERO, config.columns().profileRows(), outputs);
        }
    }

    private void norm(String name, int width) {
        add(name + ".scale", Start.ONE, width);
        add(name + ".shift", Start.ZERO, width);
    }

    private void add(String name, Start start, long... shape) {
        entries.add(new InitialTensor(name, start, shape));
    }
}
