package io.riffle.cli.arguments;

import io.riffle.model.engine.TensorRuntime;

/** {@code --device}: whether there is one of that name, and libraries to run on it. */
public final class DeviceArgument {

    private DeviceArgument() {}

    /**
     * Judges the name.
     *
     * @throws IllegalArgumentException when the device is unknown or absent
     * @throws IllegalStateException when native libraries have no place
     */
    public static void check(String device) {
        // The processor is always there; anything else only the engine can tell.
        if (!device.equals("cpu") && !device.equals("auto")) {
            var unused = TensorRuntime.open(device);
        } else {
            TensorRuntime.checkNatives();
        }
    }
}
