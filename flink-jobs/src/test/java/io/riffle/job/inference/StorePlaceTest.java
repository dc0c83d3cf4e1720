package io.riffle.job.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.job.models.Artifact;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.models.UpdateRefusedException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorePlaceTest {

    @ParameterizedTest
    @CsvSource({
        "s3://models,         s3://models/backbone/7",
        "s3://models/,        s3://models/backbone/7/",
        "/data/models,        /data/models/backbone/7",
        "/data/models,        file:/data/models/backbone/7",
        "file:///data/models, /data/models/backbone/7",
        "'/data/my models',   '/data/my models/backbone/7'",
    })
    void aVersionOfTheStoreMayServe(String store, String uri) {
        StorePlace.check(artifact(uri), store);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://models,  s3://models/backbone/8",
        "s3://models,  s3://models/reranker/7",
        "s3://models,  s3://models/backbone/7/../../secret/7",
        "s3://models,  s3://models/backbone/../backbone/7",
        "s3://models,  s3://models-of-mine/backbone/7",
        "s3://models,  s3://other/models/backbone/7",
        "s3://models,  hdfs://models/backbone/7",
        "s3://models,  http://169.254.169.254/latest/meta-data",
        "s3://models,  /etc/passwd",
        "s3://models,  s3://models",
        "s3://models,  S3://MODELS/backbone/7",
        "s3://models,  s3://models//backbone/7",
        "s3://models,  s3://models/backbone/%37",
        "/data/models, /data/models/backbone/./7",
        "/data/models, file://elsewhere/data/models/backbone/7",
    })
    void anyOtherPlaceIsRefused(String store, String uri) {
        UpdateRefusedException refused =
                catchThrowableOfType(
                        UpdateRefusedException.class, () -> StorePlace.check(artifact(uri), store));
        assertThat(refused).as("must be refused").isNotNull();
        assertThat(refused.reason()).isEqualTo(Reason.STORE);
    }

    private static Artifact artifact(String uri) {
        return new Artifact("backbone", uri, 7, "0".repeat(64), false);
    }
}
