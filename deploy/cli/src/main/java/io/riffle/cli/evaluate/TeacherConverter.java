package io.riffle.cli.evaluate;

import io.riffle.training.evaluation.TeacherKind;
import java.util.ArrayList;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --teacher}. */
final class TeacherConverter implements ITypeConverter<TeacherKind> {

    /** The names there are. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(TeacherKind.labels());
        }
    }

    @Override
    public TeacherKind convert(String value) {
        for (TeacherKind kind : TeacherKind.values()) {
            if (kind.label().equals(value.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return kind;
            }
        }
        throw new TypeConversionException("it must be one of " + TeacherKind.labels());
    }
}
