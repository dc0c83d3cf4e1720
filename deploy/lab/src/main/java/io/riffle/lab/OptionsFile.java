package io.riffle.lab;

import io.riffle.lab.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.YamlParserUtils;

/** Options of the jobs and of Flink from a YAML file, nested or flat. */
public final class OptionsFile {

    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");
    private static final int LONGEST_SHOWN = 160;

    private OptionsFile() {}

    /**
     * Reads the file.
     *
     * @throws CommandException naming file, line and rule
     */
    public static Configuration read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The file (%s) of --config must exist.%nMaybe the path is misspelt.",
                            file));
        }
        try {
            Object content = YamlParserUtils.loadYamlFile(file.toFile());
            if (content != null && !(content instanceof Map)) {
                throw noMapping(file);
            }
        } catch (CommandException | NoSuchFileException e) {
            throw e;
        } catch (Exception e) {
            throw broken(file, e);
        }
        try (LabFolder folder = new LabFolder()) {
            // Flink reads a folder with a file of this name.
            Files.copy(file, folder.path().resolve(GlobalConfiguration.FLINK_CONF_FILENAME));
            return GlobalConfiguration.loadConfiguration(folder.path().toString());
        } catch (RuntimeException e) {
            throw broken(file, e);
        }
    }

    private static CommandException noMapping(Path file) {
        return new CommandException(
                String.format(
                        Locale.ROOT,
                        "The options (%s) of --config must be keys with values.%nMaybe a line such"
                                + " as riffle.slate.size: 10.",
                        file));
    }

    /** The parser's own words: where, and its last sentence, which is the rule. */
    private static CommandException broken(Path file, Exception failure) {
        String place = "";
        String rule = "";
        boolean yaml = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            Matcher matcher = PLACE.matcher(text);
            while (matcher.find()) {
                place = ", line " + matcher.group(1) + ", column " + matcher.group(2);
            }
            if (cause.getClass().getSimpleName().endsWith("YamlEngineException")
                    || cause.getClass().getPackageName().contains("snakeyaml")) {
                yaml = true;
                rule = rule(text);
            }
        }
        if (!yaml) {
            CommandException wrong = noMapping(file);
            wrong.initCause(failure);
            return wrong;
        }
        return new CommandException(
                String.format(
                        Locale.ROOT,
                        "The options (%s%s) of --config must be YAML: %s.%nMaybe indent with"
                                + " spaces, and put a space after each colon.",
                        file,
                        place,
                        rule),
                failure);
    }

    private static String rule(String text) {
        String rule = "";
        for (String line : text.split("\\R", -1)) {
            String clean = line.strip();
            if (!clean.isEmpty()
                    && !clean.startsWith("in ")
                    && !clean.startsWith("while ")
                    && !clean.startsWith("^")
                    && rule.isEmpty()) {
                rule = clean.replaceAll("\\p{Cntrl}", " ");
            }
        }
        return rule.length() <= LONGEST_SHOWN ? rule : rule.substring(0, LONGEST_SHOWN) + "…";
    }
}
