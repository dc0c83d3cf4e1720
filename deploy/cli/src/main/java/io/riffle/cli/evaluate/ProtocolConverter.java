package io.riffle.cli.evaluate;

import io.riffle.cli.evaluate.EvaluateCommand.Protocol;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --protocol}. */
final class ProtocolConverter implements ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String value) {
        for (Protocol protocol : Protocol.values()) {
            if (name(protocol).equals(value.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return protocol;
            }
        }
        throw new TypeConversionException("it must be leave-one-out or prequential");
    }

    static String name(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
