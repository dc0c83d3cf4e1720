package io.riffle.schema.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.TextFormat;
import io.riffle.schema.v1.ClickEvent;
import io.riffle.schema.v1.DeadLetter;
import io.riffle.schema.v1.ExplainRequest;
import io.riffle.schema.v1.Explanation;
import io.riffle.schema.v1.ForgetReceipt;
import io.riffle.schema.v1.ForgetUser;
import io.riffle.schema.v1.GuestHistory;
import io.riffle.schema.v1.Item;
import io.riffle.schema.v1.MergeReceipt;
import io.riffle.schema.v1.ModelUpdate;
import io.riffle.schema.v1.PlacementRules;
import io.riffle.schema.v1.Recommendation;
import io.riffle.schema.v1.SlateRequest;
import io.riffle.schema.v1.TrainingSample;
import io.riffle.schema.v1.UserProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CompatibilityTest {

    private static final Path RELEASED =
            Path.of("src", "test", "resources", "golden", "released.textproto");
    private static final List<Descriptor> MESSAGES =
            List.of(
                    ClickEvent.getDescriptor(),
                    DeadLetter.getDescriptor(),
                    ExplainRequest.getDescriptor(),
                    Explanation.getDescriptor(),
                    ForgetReceipt.getDescriptor(),
                    ForgetUser.getDescriptor(),
                    Item.getDescriptor(),
                    GuestHistory.getDescriptor(),
                    MergeReceipt.getDescriptor(),
                    ModelUpdate.getDescriptor(),
                    PlacementRules.getDescriptor(),
                    Recommendation.getDescriptor(),
                    SlateRequest.getDescriptor(),
                    TrainingSample.getDescriptor(),
                    UserProfile.getDescriptor());

    /** Add to the released messages with {@code -Driffle.golden.regenerate=true}. */
    @Test
    void todaysMessagesServeProgramsBuiltAgainstTheReleasedOnes() throws IOException {
        if (Boolean.getBoolean("riffle.golden.regenerate")) {
            Files.writeString(RELEASED, TextFormat.printer().printToString(today()));
        }
        FileDescriptorSet.Builder released = FileDescriptorSet.newBuilder();
        TextFormat.merge(Files.readString(RELEASED, UTF_8), released);
        assertThat(released.getFileList()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(Compatibility.breaks(released.build(), today())).isEmpty();
    }

    @Test
    void everyKindOfBreakIsFound() {
        assertThat(after(click -> click.removeField(2)))
                .containsExactly(
                        "riffle.v1.ClickEvent.item_id is gone and 3 is not reserved",
                        "riffle.v1.ClickEvent.item_id is gone and its name is not reserved");
        assertThat(after(click -> click.getFieldBuilder(2).setNumber(99)))
                .containsExactly(
                        "riffle.v1.ClickEvent.item_id is gone and 3 is not reserved",
                        "riffle.v1.ClickEvent.item_id is gone and its name is not reserved");
        assertThat(
                        after(
                                click -> {
                                    click.getFieldBuilder(2).setNumber(99);
                                    click.addReservedRangeBuilder().setStart(3).setEnd(4);
                                }))
                .as("a removed name under another number")
                .containsExactly(
                        "riffle.v1.ClickEvent.item_id is gone and its name is not reserved");
        assertThat(
                        after(
                                click ->
                                        click.getFieldBuilder(2)
                                                .setType(FieldDescriptorProto.Type.TYPE_BYTES)))
                .containsExactly("riffle.v1.ClickEvent.item_id has another type");
        assertThat(after(click -> click.getFieldBuilder(2).setName("thing_id")))
                .containsExactly("riffle.v1.ClickEvent.item_id is now thing_id");
        assertThat(after(click -> click.getEnumTypeBuilder(0).removeValue(4)))
                .containsExactly("riffle.v1.ClickEvent.Action.DISLIKE is gone or renumbered");
        assertThat(after(click -> click.getEnumTypeBuilder(0).getValueBuilder(4).setNumber(9)))
                .containsExactly("riffle.v1.ClickEvent.Action.DISLIKE is gone or renumbered");
        assertThat(after(click -> click.clearEnumType()))
                .containsExactly("riffle.v1.ClickEvent.Action is gone");
        assertThat(after(click -> click.setName("Click")))
                .containsExactly("riffle.v1.ClickEvent is gone");
    }

    @Test
    void additionsAndReservedRemovalsBreakNothing() {
        assertThat(after(click -> click.addFieldBuilder().setName("new").setNumber(99))).isEmpty();
        assertThat(
                        after(
                                click -> {
                                    click.removeField(2);
                                    click.addReservedRangeBuilder().setStart(3).setEnd(4);
                                    click.addReservedName("item_id");
                                }))
                .isEmpty();
    }

    @Test
    void whatWasReservedStaysReserved() {
        FileDescriptorSet.Builder released = today().toBuilder();
        released.getFileBuilder(0)
                .getMessageTypeBuilder(0)
                .addReservedName("old")
                .addReservedRangeBuilder()
                .setStart(77)
                .setEnd(78);
        assertThat(Compatibility.breaks(released.build(), today()))
                .containsExactly(
                        "riffle.v1.ClickEvent uses 77 again",
                        "riffle.v1.ClickEvent uses old again");
    }

    private static List<String> after(Consumer<DescriptorProto.Builder> change) {
        FileDescriptorSet.Builder changed = today().toBuilder();
        change.accept(changed.getFileBuilder(0).getMessageTypeBuilder(0));
        return Compatibility.breaks(today(), changed.build());
    }

    private static FileDescriptorSet today() {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        for (Descriptor message : MESSAGES) {
            set.addFile(message.getFile().toProto());
        }
        return set.build();
    }
}
