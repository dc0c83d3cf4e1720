package io.riffle.model.fuxi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.testing.GoldenCase;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read row by row is what the reference, and the model over all rows, come to. */
class ExtensionGoldenTest {

    private static final float TOLERANCE = 1e-6f;

    private final SmallGoldenCase small = new SmallGoldenCase();
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = TensorRuntime.open("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void queriesAfterEachAppendAgree(boolean tensors) {
        FuxiBeta model = extending(small.model(manager), tensors);
        LayerValues values = new LayerValues(model.config(), 1, manager);
        int[] rows = small.rows()[0];
        long[] seconds = small.seconds()[0];
        float[] expected = GoldenCase.floats(small.get("stream_query_rows"));
        for (int n = 1; n <= 6; n++) {
            // Golden queries ask at the next event's time.
            float[] row = append(model, values, rows, seconds, n, seconds[n]);
            for (int i = 0; i < 8; i++) {
                assertThat(row[i]).isCloseTo(expected[(n - 1) * 8 + i], within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mediumCaseExtendsToWhatItEncodesAfterEveryPrefix(boolean tensors) {
        GoldenCase.Medium medium = GoldenCase.medium();
        FuxiBeta model =
                extending(new FuxiBeta(medium.config(), medium.weights(), manager), tensors);
        LayerValues values = new LayerValues(medium.config(), 1, manager);
        int[] rows = medium.rows();
        long[] seconds = medium.seconds();
        for (int n = 1; n <= 200; n++) {
            long now = seconds[n - 1] + 12345;
            float[] extended = append(model, values, rows, seconds, n, now);
            long[] asked = Arrays.copyOf(seconds, n + 1);
            asked[n] = now;
            try (NDManager scratch = manager.newSubManager()) {
                float[] encoded =
                        model.encodeLast(
                                        scratch,
                                        new int[][] {Arrays.copyOf(rows, n)},
                                        new long[][] {asked})
                                .toFloatArray();
                assertThat(extended).hasSameSizeAs(encoded);
                for (int i = 0; i < encoded.length; i++) {
                    assertThat(extended[i]).isCloseTo(encoded[i], within(1e-5f));
                }
            }
        }
    }

    private FuxiBeta extending(FuxiBeta model, boolean tensors) {
        model.extendBy(
                // Without the vector module the engine's pass is the only one.
                tensors || !TensorRuntime.hasLanes(Device.cpu())
                        ? new TensorPass(model.network(), manager)
                        : new RowPass(model.config(), model.parameters()));
        return model;
    }

    /** Settles the event before the n-th and asks the n-th. */
    private float[] append(
            FuxiBeta model, LayerValues values, int[] rows, long[] seconds, int n, long now) {
        Extension.Row open = new Extension.Row(rows[n - 1], n - 1, now, false);
        Extension.Row[] added =
                n == 1
                        ? new Extension.Row[] {open}
                        : new Extension.Row[] {
                            new Extension.Row(rows[n - 2], n - 2, seconds[n - 1], true), open
                        };
        Extension extension =
                new Extension(new int[] {1}, new Extension.Row[][] {added}, new long[][] {seconds});
        try (NDManager scratch = manager.newSubManager()) {
            return model.extend(scratch, extension, values).toFloatArray();
        }
    }
}
