package io.riffle.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.EmbeddedFlink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;

/** What Flink shows over HTTP of itself and of jobs. */
final class FlinkPages {

    private FlinkPages() {}

    static void showNoSecret(EmbeddedFlink flink, List<JobID> jobs) throws Exception {
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

    private static String get(HttpClient client, URI page)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(page.toString()).isEqualTo(200);
        return answer.body();
    }
}
