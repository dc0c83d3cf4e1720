package io.riffle.cli.arguments;

import io.riffle.lab.FileSystems;
import io.riffle.lab.OptionsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config} of commands that open stores and checkpoints, wherever the jobs have them. */
public final class FileSystemArgument {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "YAML of Flink's options, such as s3.endpoint, for what lies elsewhere"
                            + " (default: config.yaml of FLINK_CONF_DIR, where that is set).")
    private @Nullable Path config;

    /** What was typed as an address that can be read; its file system is ready. */
    public String ready(String typed) throws IOException {
        FileSystems.configure(settings());
        String address = StoreAddress.existing(typed);
        FileSystems.require(address);
        return address;
    }

    private Configuration settings() throws IOException {
        if (config != null) {
            return OptionsFile.read(config);
        }
        String folder = System.getenv(ConfigConstants.ENV_FLINK_CONF_DIR);
        Path file = Path.of(folder == null ? "" : folder, GlobalConfiguration.FLINK_CONF_FILENAME);
        return folder != null && Files.isRegularFile(file)
                ? OptionsFile.read(file)
                : new Configuration();
    }
}
