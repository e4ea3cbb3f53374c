package dev.tributary.local.bigquery;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one writer schema, as the stream of a table would. */
final class RowDecoder {
    static final String CHANGE_TYPE = "_CHANGE_TYPE";
    static final String SEQUENCE = "_CHANGE_SEQUENCE_NUMBER";
    private static final Pattern SEQUENCE_FORM = Pattern.compile("[0-9A-Fa-f]{1,16}(/[0-9A-Fa-f]{1,16}){0,3}");

    private final Descriptor descriptor;

    private RowDecoder(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static RowDecoder of(DescriptorProto message) throws DescriptorValidationException {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("writer.proto")
                .addMessageType(message)
                .build();
        return new RowDecoder(FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0));
    }

    /** Fields that the stream of the table does not know. */
    List<String> unknown(StoredTable table) {
        return descriptor.getFields().stream()
                .map(FieldDescriptor::getName)
                .filter(name -> !isPseudo(name) && !table.knows(name))
                .toList();
    }

    /** What makes the schema as a whole unfit for the table, other than unknown fields; null when nothing does. */
    @Nullable
    String unfit(TableDocument table) {
        if (descriptor.findFieldByName(CHANGE_TYPE) == null) {
            return "the double takes changes only: the schema has no " + CHANGE_TYPE;
        }
        if (table.key().isEmpty()) {
            return "CDC requires a primary key on the table";
        }
        for (FieldDescriptor wire : descriptor.getFields()) {
            Optional<Field> field = table.field(wire.getName());
            if (field.isPresent() && !fits(field.get(), wire)) {
                return "The proto field " + wire.getName() + " does not match the column's type "
                        + field.get().type();
            }
        }
        return null;
    }

    private static boolean fits(Field field, FieldDescriptor wire) {
        return WireValue.fits(field, wire.getJavaType()) && field.isRepeated() == wire.isRepeated();
    }

    /** Reads a row; an {@link IllegalArgumentException} tells why BigQuery would refuse it, values and all. */
    RowChange read(ByteString bytes, TableDocument table) throws InvalidProtocolBufferException {
        DynamicMessage message = DynamicMessage.parseFrom(descriptor, bytes);
        String change = text(message, CHANGE_TYPE);
        if (!"UPSERT".equals(change) && !"DELETE".equals(change)) {
            throw new IllegalArgumentException("Invalid " + CHANGE_TYPE + ": " + change);
        }
        @Nullable Object[] cells = new Object[table.fields().size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(message, table.fields().get(i));
        }
        List<Object> key = new ArrayList<>();
        for (String column : table.key()) {
            Object cell = cells[table.indexOf(column)];
            if (cell == null) {
                throw new IllegalArgumentException("Field " + column + ": the primary key is null");
            }
            key.add(cell);
        }
        if ("UPSERT".equals(change)) {
            requireRequired(table, cells);
        }
        return new RowChange(key.toString(), sequence(text(message, SEQUENCE)), "DELETE".equals(change), cells);
    }

    private @Nullable Object cell(DynamicMessage message, Field field) {
        FieldDescriptor wire = descriptor.getFields().stream()
                .filter(each -> each.getName().equalsIgnoreCase(field.name()))
                .findFirst()
                .orElse(null);
        boolean present = wire != null && (wire.isRepeated() || message.hasField(wire));
        try {
            return present ? WireValue.cell(field, message.getField(wire)) : null;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Field " + field.name() + ": " + e.getMessage(), e);
        }
    }

    private static void requireRequired(TableDocument table, @Nullable Object[] cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == null && table.fields().get(i).mode().equals("REQUIRED")) {
                throw new IllegalArgumentException(
                        "Field " + table.fields().get(i).name() + ": a required value is missing");
            }
        }
    }

    private String text(DynamicMessage message, String name) {
        FieldDescriptor field = descriptor.findFieldByName(name);
        return field == null ? "" : (String) message.getField(field);
    }

    /** Text that sorts as the sections do, one after the other, as numbers. */
    private static String sequence(String number) {
        if (!SEQUENCE_FORM.matcher(number).matches()) {
            throw new IllegalArgumentException("Invalid " + SEQUENCE + ": " + number);
        }
        StringBuilder sortable = new StringBuilder();
        for (String section : number.toUpperCase(Locale.ROOT).split("/", -1)) {
            sortable.append('/').append("0".repeat(16 - section.length())).append(section);
        }
        return sortable.toString();
    }

    private static boolean isPseudo(String name) {
        return name.equals(CHANGE_TYPE) || name.equals(SEQUENCE);
    }
}
