package io.riffle.lab;

import io.riffle.lab.console.CommandException;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.jspecify.annotations.Nullable;

/**
 * The file systems that Flink reads, in this process: those of the class path, and the plugins in
 * the folder that {@code FLINK_PLUGINS_DIR} names. Processes of a cluster do the same by
 * themselves.
 */
public final class FileSystems {

    private FileSystems() {}

    /**
     * For whatever this process opens from now on.
     *
     * @param settings addresses and keys of object stores, such as {@code s3.endpoint}
     */
    public static void configure(Configuration settings) {
        FileSystem.initialize(settings, plugins(settings));
    }

    /**
     * That an address is of a file system that is here.
     *
     * @throws CommandException when it is not
     */
    public static void require(String address) {
        try {
            var unused = new Path(address).getFileSystem();
        } catch (UnsupportedFileSystemSchemeException e) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The address (%s) must be of a file system that is here.%nMaybe its"
                                + " plugin is not: deploy/docker/plugins.sh FOLDER fetches that of"
                                + " S3, FLINK_PLUGINS_DIR=FOLDER names where it is.",
                            address),
                    e);
        } catch (IOException | IllegalArgumentException e) {
            // Whoever reads it names what it is the address of.
        }
    }

    /** Flink would look into a folder of the working directory, and warn that there is none. */
    private static @Nullable PluginManager plugins(Configuration settings) {
        return System.getenv(ConfigConstants.ENV_FLINK_PLUGINS_DIR) == null
                ? null
                : PluginUtils.createPluginManagerFromRootFolder(settings);
    }
}
