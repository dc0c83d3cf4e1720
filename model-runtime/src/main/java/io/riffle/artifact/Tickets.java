package io.riffle.artifact;

import java.io.IOException;
import java.util.UUID;

/**
 * {@link ArtifactFiles#create} for file systems that have nothing of the kind: writing there
 * replaces what is there.
 *
 * <p>Everybody first leaves a ticket of a name of their own, then looks who else did. Of two
 * tickets the later one is written when the earlier one can be seen, so at most one of their owners
 * sees none but their own. Both may see both: then nobody has created the file, and the path is
 * used up. It asks that a written file is listed from then on.
 */
public final class Tickets {
    private Tickets() {}

    /** As {@link ArtifactFiles#create}. */
    public static boolean create(ArtifactFiles files, String path, byte[] content)
            throws IOException {
        int slash = path.lastIndexOf('/');
        String folder = path.substring(0, slash);
        String name = path.substring(slash + 1);
        String ticket = name + "." + UUID.randomUUID();
        files.write(folder + "/" + ticket, out -> out.write(content));
        for (String other : files.list(folder)) {
            boolean rival = other.equals(name) || other.startsWith(name + ".");
            if (rival && !other.equals(ticket)) {
                return false;
            }
        }
        files.write(path, out -> out.write(content));
        return true;
    }
}
