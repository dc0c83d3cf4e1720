package io.riffle.schema.wire;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.ArrayList;
import java.util.List;

/** What a change of the messages would break for a program built against the released ones. */
final class Compatibility {

    private final List<String> breaks = new ArrayList<>();

    /** Names each break; empty when today's messages can be used in place of the released ones. */
    static List<String> breaks(FileDescriptorSet released, FileDescriptorSet today) {
        Compatibility compatibility = new Compatibility();
        DescriptorProto.Builder before = DescriptorProto.newBuilder();
        DescriptorProto.Builder after = DescriptorProto.newBuilder();
        for (FileDescriptorProto file : released.getFileList()) {
            before.addAllNestedType(file.getMessageTypeList());
        }
        for (FileDescriptorProto file : today.getFileList()) {
            after.addAllNestedType(file.getMessageTypeList());
        }
        compatibility.message("riffle.v1", before.build(), after.build());
        return compatibility.breaks;
    }

    private void message(String path, DescriptorProto before, DescriptorProto after) {
        for (DescriptorProto nested : before.getNestedTypeList()) {
            String name = path + "." + nested.getName();
            after.getNestedTypeList().stream()
                    .filter(m -> m.getName().equals(nested.getName()))
                    .findFirst()
                    .ifPresentOrElse(
                            m -> message(name, nested, m), () -> breaks.add(name + " is gone"));
        }
        for (EnumDescriptorProto nested : before.getEnumTypeList()) {
            String name = path + "." + nested.getName();
            after.getEnumTypeList().stream()
                    .filter(e -> e.getName().equals(nested.getName()))
                    .findFirst()
                    .ifPresentOrElse(
                            e -> values(name, nested, e), () -> breaks.add(name + " is gone"));
        }
        for (FieldDescriptorProto field : before.getFieldList()) {
            field(path + "." + field.getName(), field, after);
        }
        before.getReservedRangeList().stream()
                .filter(range -> !reserved(after, range.getStart()))
                .forEach(range -> breaks.add(path + " uses " + range.getStart() + " again"));
        before.getReservedNameList().stream()
                .filter(name -> !after.getReservedNameList().contains(name))
                .forEach(name -> breaks.add(path + " uses " + name + " again"));
    }

    private void field(String path, FieldDescriptorProto before, DescriptorProto message) {
        for (FieldDescriptorProto after : message.getFieldList()) {
            if (after.getNumber() == before.getNumber()) {
                if (!after.getName().equals(before.getName())) {
                    breaks.add(path + " is now " + after.getName());
                }
                if (after.getType() != before.getType()
                        || after.getLabel() != before.getLabel()
                        || !after.getTypeName().equals(before.getTypeName())
                        || after.getProto3Optional() != before.getProto3Optional()) {
                    breaks.add(path + " has another type");
                }
                return;
            }
        }
        if (!reserved(message, before.getNumber())) {
            breaks.add(path + " is gone and " + before.getNumber() + " is not reserved");
        }
        if (!message.getReservedNameList().contains(before.getName())) {
            // Clients that write JSON know no numbers.
            breaks.add(path + " is gone and its name is not reserved");
        }
    }

    private static boolean reserved(DescriptorProto message, int number) {
        return message.getReservedRangeList().stream()
                .anyMatch(range -> range.getStart() <= number && number < range.getEnd());
    }

    private void values(String path, EnumDescriptorProto before, EnumDescriptorProto after) {
        for (EnumValueDescriptorProto value : before.getValueList()) {
            boolean there =
                    after.getValueList().stream()
                            .anyMatch(
                                    v ->
                                            v.getNumber() == value.getNumber()
                                                    && v.getName().equals(value.getName()));
            boolean reserved =
                    after.getReservedRangeList().stream()
                            .anyMatch(
                                    range ->
                                            range.getStart() <= value.getNumber()
                                                    && value.getNumber() <= range.getEnd());
            boolean reused =
                    after.getValueList().stream().anyMatch(v -> v.getNumber() == value.getNumber());
            if (!there && (reused || !reserved)) {
                breaks.add(path + "." + value.getName() + " is gone or renumbered");
            }
        }
    }
}
