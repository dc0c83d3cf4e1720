package io.riffle.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.TrainingOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainingArgumentsTest {
    @Test
    void defaultsAreThoseOfTheTrainer() {
        TrainingArguments arguments = new TrainingArguments();
        new CommandLine(arguments).parseArgs();
        assertThat(arguments.options()).isEqualTo(TrainingOptions.DEFAULT);
        assertThat(arguments.shape()).isEqualTo(BackboneShape.DEFAULT);
    }
}
