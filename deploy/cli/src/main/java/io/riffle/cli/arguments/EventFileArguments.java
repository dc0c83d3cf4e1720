package io.riffle.cli.arguments;

import io.riffle.lab.files.BadRowLimit;
import io.riffle.lab.files.Columns;
import io.riffle.lab.files.EventNames;
import io.riffle.lab.files.Reading;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How an events file is read: the same options wherever one is. */
public final class EventFileArguments {

    @Option(
            names = "--max-bad-rows",
            paramLabel = "N",
            defaultValue = "1%",
            converter = LimitConverter.class,
            description =
                    "Bad rows allowed in a file, a number or a share of its rows (default: 1%%).")
    private BadRowLimit maxBadRows = BadRowLimit.DEFAULT;

    @Option(
            names = "--columns",
            paramLabel = "user=NAME,...",
            converter = ColumnsConverter.class,
            description =
                    "Names of the columns user, item, time, event, id, rating in the events file"
                            + " (default: the usual ones are recognised). Numbers: places, from 1,"
                            + " in a file without a header.")
    private Columns columns = Columns.RECOGNISED;

    @Option(
            names = "--map-events",
            paramLabel = "NAME=ACTION,...",
            converter = NamesConverter.class,
            description =
                    "What other event names of the file mean: addtocart=CART,transaction=PURCHASE."
                            + " SHOWN: the row is passed over.")
    private EventNames names = EventNames.OWN;

    /** How the file is to be read. */
    public Reading reading() {
        return new Reading(columns, names, maxBadRows);
    }

    private static <T> T converted(Function<String, T> parse, String value) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    /** Reads {@code --max-bad-rows}. */
    static final class LimitConverter implements ITypeConverter<BadRowLimit> {
        @Override
        public BadRowLimit convert(String value) {
            return converted(BadRowLimit::parse, value);
        }
    }

    /** Reads {@code --columns}. */
    static final class ColumnsConverter implements ITypeConverter<Columns> {
        @Override
        public Columns convert(String value) {
            return converted(Columns::parse, value);
        }
    }

    /** Reads {@code --map-events}. */
    public static final class NamesConverter implements ITypeConverter<EventNames> {
        @Override
        public EventNames convert(String value) {
            return converted(EventNames::parse, value);
        }
    }
}
