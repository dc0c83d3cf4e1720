package io.riffle.gateway.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves routes over HTTP, and the page beside them.
 *
 * <p><b>Errors</b>: every refusal is a problem document; what nobody foresaw is logged, without
 * anything of the request but its route, and told as 500.
 */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** None of them waits for anything but the processor. */
    private static final int MOST_THREADS = 32;

    private static final int LEAST_THREADS = 4;

    /** What is answered is handed to the connection in one piece, whatever its client reads. */
    private static final int OUTPUT_BUFFER = 128 << 10;

    private final QueuedThreadPool threads =
            new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, 60_000);
    private final List<Route> routes;
    private final RequestCounts counts;
    private final Javalin app;

    /**
     * Starts to serve.
     *
     * @param routes made for the threads in which answers are written, since who brings them must
     *     not be held
     * @param counts of every request
     * @throws io.javalin.util.JavalinBindException when the port is not free
     */
    public WebServer(
            HttpSettings settings, Function<Executor, List<Route>> routes, RequestCounts counts) {
        this.counts = counts;
        threads.setName("riffle-gateway-http");
        Guard guard = new Guard(settings, new RateLimits(settings.rate(), System::nanoTime));
        app = Javalin.create(config -> configure(config, settings));
        app.before(guard::meet);
        this.routes = List.copyOf(routes.apply(threads));
        for (Route route : this.routes) {
            app.addHttpHandler(
                    route.method(),
                    route.path(),
                    ctx -> {
                        if (!route.open()) {
                            guard.admit(ctx);
                        }
                        route.handler().handle(ctx);
                    });
        }
        app.get("/", PageFiles::answer);
        app.get("/<file>", PageFiles::answer);
        app.options("/<path>", guard::preflight);
        app.exception(Problem.class, WebServer::tell);
        app.exception(HttpResponseException.class, (e, ctx) -> tell(refused(e, ctx), ctx));
        app.exception(Exception.class, WebServer::unforeseen);
        app.start();
    }

    /** What is answered, beside the page. */
    public List<Route> routes() {
        return routes;
    }

    /** The port that is listened at. */
    public int port() {
        return app.port();
    }

    @Override
    public void close() {
        app.stop();
    }

    private void configure(JavalinConfig config, HttpSettings settings) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.disableCompression();
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(WebServer::configure);
        config.jetty.addConnector((server, http) -> Connectors.of(server, http, settings));
        config.requestLogger.http(
                (ctx, ms) -> counts.add(route(ctx), ctx.statusCode(), ms.doubleValue()));
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setOutputBufferSize(OUTPUT_BUFFER);
        http.setOutputAggregationSize(OUTPUT_BUFFER);
    }

    /** The page's files, and whatever is asked for in vain, are one route. */
    private static String route(Context ctx) {
        if (ctx.handlerType() == HandlerType.BEFORE) {
            return "other";
        }
        String path = ctx.endpointHandlerPath();
        return path.startsWith("/v1") || path.startsWith("/health") ? path : "other";
    }

    private static void tell(Problem problem, Context ctx) {
        ctx.status(problem.kind().status());
        if (problem.retryAfter() > 0) {
            ctx.header("Retry-After", Integer.toString(problem.retryAfter()));
        }
        ctx.contentType(Problem.CONTENT_TYPE);
        ctx.result(problem.json());
    }

    private static Problem refused(HttpResponseException e, Context ctx) {
        return e.getStatus() == ProblemKind.METHOD.status()
                ? Problem.of(
                        ProblemKind.METHOD,
                        "method",
                        String.valueOf(ctx.req().getMethod()),
                        "the request",
                        "be one that the path has",
                        "see /openapi.json")
                : Problem.of(
                        ProblemKind.NOT_FOUND,
                        "path",
                        ctx.path(),
                        "the request",
                        "be one of /openapi.json",
                        "it is misspelt");
    }

    private static void unforeseen(Exception e, Context ctx) {
        LOG.error("A request to {} failed", route(ctx), e);
        tell(
                Problem.of(
                        ProblemKind.INTERNAL,
                        "request",
                        ctx.req().getMethod(),
                        "the client",
                        "be answered, and was not",
                        "the gateway's log says why"),
                ctx);
    }
}
