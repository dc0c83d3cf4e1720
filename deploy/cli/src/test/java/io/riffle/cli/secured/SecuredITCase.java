package io.riffle.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.cli.Terminal;
import io.riffle.cli.secured.RecordingAuthorizer.Use;
import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.gateway.http.HttpSettings;
import io.riffle.gateway.kafka.Connection;
import io.riffle.gateway.kafka.Topics;
import io.riffle.job.RecommendationJob;
import io.riffle.job.TrainingJob;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.PublishOptions;
import io.riffle.job.options.StartOptions;
import io.riffle.job.options.TrainOptions;
import io.riffle.lab.EmbeddedFlink;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.wire.ContentType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path on a broker that asks for passwords on one listener and for certificates on
 * another, with the rights that {@code deploy/kafka/acls.csv} lists: no other one is asked for, and
 * none is there in vain. Nothing that is written or shown holds a secret.
 */
@Tag("security")
class SecuredITCase {

    private static final Path RULES = Path.of("../kafka/acls.csv");
    private static final List<String> ACCOUNTS =
            List.of("recommend", "train", "front-end", "gateway", "catalogue", "operator");
    private static final int ITEMS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The broker's internal steps, and accounts that are kept out on purpose. */
    private static final List<String> NOBODY = List.of("ANONYMOUS");

    @TempDir private static Path folder;
    private static Identities identities;
    private static EmbeddedKafka kafka;
    private static String scram;
    private static String mutual;
    private static CapturedLogs logs;

    private final AtomicLong clicks = new AtomicLong();

    @BeforeAll
    static void start() throws Exception {
        logs = new CapturedLogs();
        List<String> names = new ArrayList<>(ACCOUNTS);
        names.add("broker");
        identities = Identities.of(folder.resolve("identities"), names);
        int scramPort = EmbeddedKafka.freePort();
        int mutualPort = EmbeddedKafka.freePort();
        kafka =
                new EmbeddedKafka(
                        folder.resolve("kafka"),
                        0,
                        List.of(
                                new EmbeddedKafka.Listener("SCRAM", "SASL_SSL", scramPort),
                                new EmbeddedKafka.Listener("MUTUAL", "SSL", mutualPort)),
                        identities.broker("scram", "mutual"));
        scram = "127.0.0.1:" + scramPort;
        mutual = "127.0.0.1:" + mutualPort;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.addresses()))) {
            admin.createAcls(rules()).all().get();
            for (String account : ACCOUNTS) {
                admin.alterUserScramCredentials(
                                List.of(
                                        new UserScramCredentialUpsertion(
                                                account,
                                                new ScramCredentialInfo(
                                                        ScramMechanism.SCRAM_SHA_512, 4096),
                                                Identities.SECRET + "-scram-" + account)))
                        .all()
                        .get();
            }
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
        logs.close();
    }

    @Test
    void theWholePathRunsWithTheListedRightsAndShowsNoSecret() throws Exception {
        RecordingAuthorizer.forget();
        Path operator = identities.provided("operator");
        command(0, "topics", "create", "--brokers", scram, "--client-config", operator.toString());
        command(
                0,
                "topics",
                "describe",
                "--brokers",
                scram,
                "--client-config",
                operator.toString());
        Map<String, String> states =
                path(
                        scram,
                        Map.of(
                                "recommend", identities.password("recommend"),
                                "train", identities.provided("train"),
                                "front-end", identities.password("front-end"),
                                "gateway", identities.password("gateway"),
                                "catalogue", identities.password("catalogue"),
                                "operator", operator),
                        Map.of());
        commands(scram, operator);
        // Restored: a restart is what looks for open transactions.
        path(
                mutual,
                Map.of(
                        "recommend", identities.certificate("recommend"),
                        "train", identities.certificate("train"),
                        "front-end", identities.certificate("front-end"),
                        "gateway", identities.certificate("gateway"),
                        "catalogue", identities.certificate("catalogue"),
                        "operator", identities.certificate("operator")),
                states);
        commands(mutual, identities.certificate("operator"));
        rightsAreThoseThatAreListed();
        whoIsWrongIsToldAndHisSecretIsNot();
        assertThat(logs.text()).contains("ConsumerConfig values").doesNotContain(Identities.SECRET);
    }

    /** Both jobs between the topics; returns where the checkpoint of each lies. */
    private Map<String, String> path(
            String brokers, Map<String, Path> files, Map<String, String> states) throws Exception {
        Configuration all = new Configuration();
        all.set(KafkaOptions.BROKERS, brokers);
        all.set(StartOptions.TEMPORARY_CHECKPOINTS, true);
        all.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        all.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        all.set(TrainOptions.STORE, folder.resolve("store").toString());
        all.set(PublishOptions.SNAPSHOT_INTERVAL, Duration.ofSeconds(1));
        all.set(PublishOptions.DELTA_INTERVAL, Duration.ofSeconds(1));
        all.set(TrainOptions.CPU_SHARE, 1.0);
        Path work = Files.createDirectories(folder.resolve("flink-" + files.hashCode()));
        try (EmbeddedFlink flink = new EmbeddedFlink(work, 1, 2, all)) {
            JobID recommend = submit(flink, "recommend", files, states);
            JobID train = submit(flink, "train", files, states);
            KafkaAccess frontEnd = KafkaAccess.of(brokers, files.get("front-end"));
            List<String> announced = updates();
            send(KafkaAccess.of(brokers, files.get("catalogue")), frontEnd);
            try (KafkaConsumer<byte[], byte[]> answers = answers(frontEnd)) {
                // A click's, a request's, and why.
                Set<String> from = new HashSet<>();
                until(
                        () -> {
                            answers.poll(Duration.ofMillis(100)).forEach(r -> from.add(r.topic()));
                            return from.size() == 3;
                        });
            }
            gateway(KafkaAccess.of(brokers, files.get("gateway")));
            long known = announced.size();
            until(
                    () -> {
                        send(null, frontEnd);
                        flink.failIfEnded(train);
                        return updates().size() > known;
                    });
            // Of a slate that nobody was shown: looked for, and asked for.
            for (String whose : List.of("", "u1")) {
                List<String> why = new ArrayList<>(List.of("why", "r", "--brokers", brokers));
                why.addAll(List.of("--client-config", files.get("operator").toString()));
                why.addAll(whose.isEmpty() ? List.of() : List.of("--user", whose));
                command(1, why.toArray(String[]::new));
            }
            command(
                    0,
                    "forget",
                    "--user",
                    "u1",
                    "--brokers",
                    brokers,
                    "--client-config",
                    files.get("operator").toString());
            if (states.isEmpty()) {
                spoil();
                // One of each topic; catalogue and requests to forget are read by both jobs.
                until(() -> letters() >= 13);
            }
            pagesShowNoSecret(flink, List.of(recommend, train));
            flink.checkpoint(recommend);
            flink.checkpoint(train);
            flink.cancel(recommend);
            flink.cancel(train);
            return Map.of("recommend", newest(recommend), "train", newest(train));
        }
    }

    /** Writes to and reads from all that a gateway does, whether the job answers or not. */
    private static void gateway(KafkaAccess access) throws Exception {
        GatewaySettings settings =
                new GatewaySettings(
                        new Connection(access.addresses(), access.client()),
                        Topics.DEFAULT,
                        HttpSettings.loopback(0),
                        GatewaySettings.ANY_PARTITION,
                        GatewaySettings.DEADLINE,
                        GatewaySettings.MOST_IN_FLIGHT,
                        GatewaySettings.VIEW_SLATES,
                        true);
        try (Gateway gateway = Gateway.start(settings)) {
            until(() -> gateway.notReady().isEmpty());
            String address = "http://127.0.0.1:" + gateway.port();
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest click =
                    HttpRequest.newBuilder(
                                    URI.create(address + "/v1/events?wait=false&deadline=5s"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            "{\"user_id\":\"u1\",\"item_id\":\"i1\"}"))
                            .build();
            assertThat(client.send(click, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
            HttpRequest slate =
                    HttpRequest.newBuilder(URI.create(address + "/v1/users/u1/slate")).build();
            assertThat(client.send(slate, BodyHandlers.discarding()).statusCode()).isLessThan(505);
            HttpRequest why =
                    HttpRequest.newBuilder(URI.create(address + "/v1/explain/r?user_id=u1"))
                            .build();
            assertThat(client.send(why, BodyHandlers.discarding()).statusCode()).isIn(404, 504);
            HttpRequest items = HttpRequest.newBuilder(URI.create(address + "/v1/items")).build();
            until(
                    () ->
                            !client.sendAsync(items, BodyHandlers.ofString())
                                    .join()
                                    .body()
                                    .contains("\"matches\":0"));
        }
    }

    private static JobID submit(
            EmbeddedFlink flink, String job, Map<String, Path> files, Map<String, String> states)
            throws IOException {
        Configuration own = new Configuration(flink.configuration());
        own.set(KafkaOptions.CLIENT_CONFIG, files.get(job).toString());
        String state = states.get(job);
        if (state != null) {
            own.set(StateRecoveryOptions.SAVEPOINT_PATH, state);
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(own);
        if (job.equals("train")) {
            TrainingJob.onKafka(own).define(environment.setParallelism(1));
        } else {
            RecommendationJob.onKafka(own).define(environment);
        }
        ByteArrayOutputStream plan = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(plan)) {
            out.writeObject(environment.getStreamGraph(false).getJobGraph());
        }
        assertThat(plan.toString(StandardCharsets.ISO_8859_1))
                .contains("riffle-client-config")
                .doesNotContain(Identities.SECRET);
        JobID id = flink.submit(environment);
        flink.awaitRunning(id, 60);
        return id;
    }

    private void commands(String brokers, Path client) throws IOException {
        Path events =
                Files.writeString(
                        folder.resolve("events.csv"),
                        "user_id,item_id,timestamp_seconds\nu1,i1,1700000000\n");
        String file = client.toString();
        command(
                0,
                "replay",
                "--events",
                events.toString(),
                "--brokers",
                brokers,
                "--client-config",
                file);
        command(0, "dead-letters", "list", "--brokers", brokers, "--client-config", file);
        command(
                0,
                "dead-letters",
                "retry",
                "--all",
                "--reason",
                "unparseable",
                "--brokers",
                brokers,
                "--client-config",
                file);
        String store = folder.resolve("store").toString();
        command(
                0,
                "model",
                "list",
                "--store",
                store,
                "--brokers",
                brokers,
                "--client-config",
                file);
        command(
                0,
                "model",
                "prune",
                "--store",
                store,
                "--brokers",
                brokers,
                "--client-config",
                file,
                "--dry-run");
    }

    private void whoIsWrongIsToldAndHisSecretIsNot() throws IOException {
        Path wrong = identities.password("operator", Identities.SECRET + "-wrong", "wrong");
        String said =
                command(
                        1,
                        "-v",
                        "topics",
                        "describe",
                        "--brokers",
                        scram,
                        "--client-config",
                        wrong.toString());
        assertThat(said).contains("The account of --client-config must be one that the brokers");
        Configuration settings = new Configuration();
        settings.set(KafkaOptions.BROKERS, scram);
        settings.set(KafkaOptions.CLIENT_CONFIG, wrong.toString());
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> RecommendationJob.onKafka(settings))
                .hasMessageContaining("The account of riffle.kafka.client-config must be one")
                .hasMessageNotContaining(Identities.SECRET);
    }

    private static String command(int code, String... arguments) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(arguments)).as(terminal.err()).isEqualTo(code);
        assertThat(terminal.out() + terminal.err()).doesNotContain(Identities.SECRET);
        return terminal.err();
    }

    private static void rightsAreThoseThatAreListed() throws IOException {
        List<Use> uses =
                RecordingAuthorizer.uses().stream()
                        .filter(use -> !NOBODY.contains(use.account()))
                        .toList();
        // The list of all transactions is filtered, and Kafka does not mark that as a question.
        assertThat(
                        uses.stream()
                                .filter(use -> !use.allowed())
                                .filter(
                                        use ->
                                                !use.resource().equals("TRANSACTIONAL_ID")
                                                        || !use.operation().equals("DESCRIBE")))
                .as("asked for and not listed")
                .isEmpty();
        List<AclBinding> vain = new ArrayList<>();
        for (AclBinding rule : rules()) {
            if (uses.stream().noneMatch(use -> uses(use, rule))) {
                vain.add(rule);
            }
        }
        assertThat(vain).as("listed and never used").isEmpty();
    }

    private static boolean uses(Use use, AclBinding rule) {
        ResourcePattern pattern = rule.pattern();
        return rule.entry().principal().equals("User:" + use.account())
                && rule.entry().operation().name().equals(use.operation())
                && pattern.resourceType().name().equals(use.resource())
                && (pattern.patternType() == PatternType.PREFIXED
                        ? use.name().startsWith(pattern.name())
                        : use.name().equals(pattern.name()));
    }

    private static List<AclBinding> rules() throws IOException {
        List<AclBinding> rules = new ArrayList<>();
        for (String line : Files.readAllLines(RULES).subList(1, Files.readAllLines(RULES).size())) {
            String[] cells = line.split(",", -1);
            rules.add(
                    new AclBinding(
                            new ResourcePattern(
                                    ResourceType.valueOf(cells[1]),
                                    cells[3],
                                    PatternType.valueOf(cells[2])),
                            new AccessControlEntry(
                                    "User:" + cells[0],
                                    "*",
                                    AclOperation.valueOf(cells[4]),
                                    AclPermissionType.ALLOW)));
        }
        return rules;
    }

    private static void pagesShowNoSecret(EmbeddedFlink flink, List<JobID> jobs) throws Exception {
        List<String> pages =
                new ArrayList<>(List.of("config", "jobmanager/config", "jobmanager/environment"));
        for (JobID job : jobs) {
            for (String page :
                    List.of("", "/config", "/plan", "/exceptions", "/checkpoints/config")) {
                pages.add("jobs/" + job + page);
            }
        }
        HttpClient client = HttpClient.newHttpClient();
        for (String page : pages) {
            String text = get(client, flink.address().resolve("/" + page));
            assertThat(text).as(page).isNotEmpty().doesNotContain(Identities.SECRET);
        }
    }

    private void send(
            @org.jspecify.annotations.Nullable KafkaAccess catalogue, KafkaAccess frontEnd) {
        if (catalogue != null) {
            try (RecordSender sender = new RecordSender(catalogue)) {
                for (int item = 0; item < ITEMS; item++) {
                    send(sender, "item-catalog", "i" + item, "{\"item_id\":\"i" + item + "\"}");
                }
                send(sender, "user-profiles", "u1", "{\"user_id\":\"u1\"}");
                send(sender, "placement-rules", "home", "{\"placement\":\"home\"}");
                sender.flush();
            }
        }
        try (RecordSender sender = new RecordSender(frontEnd)) {
            String now = "\"1700000000000\"";
            String asked = "{\"request_id\":\"q\",\"user_id\":\"u1\",\"request_time\":" + now + "}";
            send(sender, "slate-requests", "u1", asked);
            String why = "{\"request_id\":\"x\",\"recommendation_id\":\"r\",\"user_id\":\"u1\"}";
            send(sender, "explain-requests", "u1", why);
            String merge = "{\"guest_id\":\"g\",\"user_id\":\"u9\",\"time\":" + now + "}";
            send(sender, "user-merges", "u9", merge);
            for (int i = 0; i < 200; i++) {
                long click = clicks.incrementAndGet();
                send(
                        sender,
                        "click-events",
                        "u" + click % 10,
                        String.format(
                                Locale.ROOT,
                                "{\"event_id\":\"%s-%d\",\"user_id\":\"u%d\",\"item_id\":\"i%d\",\"event_time\":%d}",
                                frontEnd.addresses(),
                                click,
                                click % 10,
                                (click / 10 * 3 + click * 7) % ITEMS,
                                1_700_000_000_000L + 1_000 * click));
            }
            sender.flush();
        }
    }

    /** Records that no job can read, of which each makes dead letters. */
    private static void spoil() {
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            for (String topic :
                    List.of(
                            "click-events",
                            "item-catalog",
                            "user-profiles",
                            "model-updates",
                            "training-samples",
                            "forget-requests",
                            "slate-requests",
                            "explain-requests",
                            "placement-rules",
                            "user-merges",
                            "guest-histories")) {
                send(sender, topic, "broken", "{");
            }
            sender.flush();
        }
    }

    private static void send(RecordSender sender, String topic, String key, String json) {
        sender.send(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8),
                RecordSender.headers(ContentType.JSON));
    }

    private static KafkaConsumer<byte[], byte[]> answers(KafkaAccess access) {
        Map<String, Object> settings = new java.util.HashMap<>(access.client());
        settings.put("bootstrap.servers", access.addresses());
        settings.put("group.id", "front-end");
        settings.put("auto.offset.reset", "earliest");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of("recommendations", "slate-replies", "explanations"));
        return consumer;
    }

    private static List<String> updates() {
        List<String> updates = new ArrayList<>();
        new TopicReader(kafka.addresses(), "model-updates")
                .forEach(record -> updates.add(String.valueOf(record.offset())));
        return updates;
    }

    private static long letters() {
        AtomicLong letters = new AtomicLong();
        new TopicReader(kafka.addresses(), "dead-letters")
                .forEach(record -> letters.incrementAndGet());
        return letters.get();
    }

    private static String newest(JobID job) throws IOException {
        try (Stream<Path> there = Files.list(folder.resolve("checkpoints/" + job))) {
            return there.filter(path -> Files.exists(path.resolve("_metadata")))
                    .max((a, b) -> a.toString().compareTo(b.toString()))
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("nothing happened").isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static String get(HttpClient client, URI page)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(page.toString()).isEqualTo(200);
        return answer.body();
    }
}
