package io.riffle.cli;

import io.riffle.cli.files.BadRowLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --max-bad-rows}. */
final class BadRowLimitConverter implements ITypeConverter<BadRowLimit> {
    @Override
    public BadRowLimit convert(String value) {
        try {
            return BadRowLimit.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
