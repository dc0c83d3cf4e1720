package io.riffle.cli.secured;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Kafka's own authorizer, keeping who was allowed and denied what. The broker makes it by its name,
 * so what it keeps is the class's: of one broker in a process.
 */
public final class RecordingAuthorizer extends StandardAuthorizer {

    private static final Set<Use> USES = new ConcurrentSkipListSet<>();

    /** Something that an account did, or was kept from. */
    record Use(String account, String operation, String resource, String name, boolean allowed)
            implements Comparable<Use> {
        @Override
        public int compareTo(Use other) {
            return toString().compareTo(other.toString());
        }
    }

    @Override
    public List<AuthorizationResult> authorize(
            AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            boolean allowed = results.get(i) == AuthorizationResult.ALLOWED;
            // Kafka marks what it only asks to find out: a list is filtered, another right will do.
            if (allowed ? action.logIfAllowed() : action.logIfDenied()) {
                USES.add(
                        new Use(
                                context.principal().getName(),
                                action.operation().name(),
                                action.resourcePattern().resourceType().name(),
                                action.resourcePattern().name(),
                                allowed));
            }
        }
        return results;
    }

    static Set<Use> uses() {
        return new TreeSet<>(USES);
    }

    static void forget() {
        USES.clear();
    }
}
