package io.riffle.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar; "unpackaged" when the classes were not started from it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"riffle " + (version == null ? "unpackaged" : version)};
    }
}
