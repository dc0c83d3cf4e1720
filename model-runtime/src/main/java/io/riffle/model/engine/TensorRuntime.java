package io.riffle.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tensor engine of this process: PyTorch through DJL, offline, without telemetry, one thread
 * per caller.
 *
 * <p>Loading takes seconds and happens once a process; the natives are unpacked to {@code
 * DJL_CACHE_DIR}, by default {@code ~/.riffle/djl}. Parallelism comes from several callers, not
 * from threads inside an operation: on few cores those only wait for each other.
 */
public final class TensorRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(TensorRuntime.class);
    private static final String ENGINE = "PyTorch";
    private static final String LANES = "jdk.incubator.vector";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private static final AtomicInteger OPEN = new AtomicInteger();

    private static @Nullable Engine loaded;

    private final Engine engine;
    private final Device device;

    private TensorRuntime(Engine engine, Device device) {
        this.engine = engine;
        this.device = device;
    }

    /**
     * Loads the engine, or takes the one already loaded.
     *
     * @param device {@code auto} (a GPU when there is one), {@code cpu}, {@code gpu}, or {@code
     *     gpu:} and an index
     * @throws IllegalArgumentException when the device is unknown or absent
     */
    public static TensorRuntime open(String device) {
        Engine engine = engine();
        Device chosen = device(device, engine.getGpuCount());
        if (!TOLD.getAndSet(true)) {
            // Without CUDA's libraries "auto" is the processor: whoever has a GPU wants to know.
            LOG.info(
                    "Tensors on {} ({} asked for), new rows {}",
                    chosen,
                    device,
                    hasLanes(chosen) ? "on vector lanes" : "by the engine");
        }
        return new TensorRuntime(engine, chosen);
    }

    /** GPUs that the engine finds, loading it where it is not. */
    public static int gpus() {
        return engine().getGpuCount();
    }

    static Device device(String asked, int gpus) {
        int gpu =
                switch (asked) {
                    case "cpu" -> -1;
                    case "auto" -> gpus > 0 ? 0 : -1;
                    case "gpu" -> 0;
                    default -> index(asked);
                };
        if (gpu >= gpus) {
            throw new IllegalArgumentException(
                    "The device ("
                            + asked
                            + ") of the tensor runtime must be present: it finds "
                            + gpus
                            + " GPUs.\nMaybe use auto or cpu, or natives built for CUDA.");
        }
        return gpu < 0 ? Device.cpu() : Device.gpu(gpu);
    }

    private static int index(String asked) {
        if (!asked.matches("gpu:[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "The device ("
                            + asked
                            + ") of the tensor runtime must be auto, cpu, gpu, or gpu: and an"
                            + " index.");
        }
        return Integer.parseInt(asked.substring(4));
    }

    /**
     * Whether this process was started with the vector module and can compute on it, and the
     * weights lie in main memory.
     */
    public static boolean hasLanes(Device device) {
        return !device.isGpu()
                && ModuleLayer.boot().findModule(LANES).isPresent()
                && LanesProbe.works();
    }

    /** A new root manager on this device; the caller closes it. */
    public NDManager newManager() {
        NDManager manager = engine.newBaseManager(device);
        OPEN.incrementAndGet();
        manager.attachInternal("open", OPEN::decrementAndGet);
        return manager;
    }

    /** Root managers that nobody has closed: what they hold is on no heap. */
    public static int openManagers() {
        return OPEN.get();
    }

    /** Seeds the engine's own random numbers: dropout. */
    public void seed(long seed) {
        engine.setRandomSeed((int) (seed ^ (seed >>> 32)));
    }

    /**
     * Lets the calling thread change weights in place. The engine records gradients in every thread
     * but the one that loaded it, unless told otherwise, and refuses such changes while it records.
     */
    public void recordNoGradients() {
        JniUtils.setGradMode(false);
    }

    /**
     * Judges the folder that the native libraries are unpacked into, before anything slow is done;
     * they are not loaded.
     *
     * @throws IllegalStateException naming folder, rule and remedy
     */
    public static void checkNatives() {
        natives().check();
    }

    private static NativeFolder natives() {
        String asked = System.getenv(NativeFolder.VARIABLE);
        return NativeFolder.choose(
                asked == null ? System.getProperty(NativeFolder.VARIABLE) : asked,
                System.getProperty("user.home"));
    }

    private static synchronized Engine engine() {
        preset("ai.djl.offline", "true");
        preset("OPT_OUT_TRACKING", "true");
        preset("ai.djl.pytorch.num_threads", "1");
        preset("ai.djl.pytorch.num_interop_threads", "1");
        if (loaded != null) {
            return loaded;
        }
        NativeFolder natives = natives();
        preset(NativeFolder.VARIABLE, natives.path().toString());
        natives.check();
        try {
            loaded = Engine.getEngine(ENGINE);
            return loaded;
        } catch (EngineException | LinkageError e) {
            throw natives.broken(e);
        }
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
