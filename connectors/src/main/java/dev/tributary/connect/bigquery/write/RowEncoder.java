package dev.tributary.connect.bigquery.write;

import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.tributary.connect.bigquery.table.BigQueryType;
import dev.tributary.connect.cells.ConversionException;
import dev.tributary.connect.rows.Column;
import dev.tributary.connect.rows.TableLayout;
import dev.tributary.connect.rows.UnreadableRecordException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one layout as protobuf messages, with BigQuery's two columns that say what a row does and when. */
public final class RowEncoder {
    private static final String CHANGE_TYPE = "_CHANGE_TYPE";
    private static final String CHANGE_SEQUENCE_NUMBER = "_CHANGE_SEQUENCE_NUMBER";

    private final TableLayout layout;
    private final List<BigQueryType> types;
    private final Descriptor descriptor;
    private final @Nullable FieldDescriptor[] fields;
    private final FieldDescriptor changeType;
    private final FieldDescriptor sequenceNumber;

    /** An encoder for a layout; {@code types} are those of its columns, in their order. */
    public RowEncoder(TableLayout layout, List<BigQueryType> types) {
        this.layout = layout;
        this.types = types;
        this.descriptor = descriptor(message());
        this.changeType = descriptor.findFieldByName(CHANGE_TYPE);
        this.sequenceNumber = descriptor.findFieldByName(CHANGE_SEQUENCE_NUMBER);
        this.fields = new FieldDescriptor[types.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = descriptor.findFieldByNumber(i + 1);
        }
    }

    TableLayout layout() {
        return layout;
    }

    ProtoSchema schema() {
        return ProtoSchema.newBuilder().setProtoDescriptor(descriptor.toProto()).build();
    }

    /** The row takes the place of the one with its key. */
    public ByteString upsert(@Nullable Object[] row, String sequence) {
        DynamicMessage.Builder message = message("UPSERT", sequence);
        for (int i = 0; i < row.length; i++) {
            set(message, i, row[i]);
        }
        return message.build().toByteString();
    }

    /** The row with the key goes. */
    public ByteString delete(List<Object> key, String sequence) {
        DynamicMessage.Builder message = message("DELETE", sequence);
        for (int i = 0; i < key.size(); i++) {
            set(message, layout.indexOf(layout.key().get(i)), key.get(i));
        }
        return message.build().toByteString();
    }

    private DynamicMessage.Builder message(String change, String sequence) {
        return DynamicMessage.newBuilder(descriptor)
                .setField(changeType, change)
                .setField(sequenceNumber, sequence);
    }

    private void set(DynamicMessage.Builder message, int index, @Nullable Object cell) {
        if (cell == null) {
            return;
        }
        Column column = layout.columns().get(index);
        FieldDescriptor field = fields[index];
        if (field == null) {
            throw new UnreadableRecordException("column " + column.name() + " has a type that the sink does not write");
        }
        try {
            message.setField(field, CellValue.of(types.get(index), cell));
        } catch (ConversionException e) {
            throw new UnreadableRecordException("column " + column.name() + ": " + e.getMessage());
        }
    }

    private DescriptorProto message() {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Row");
        for (int i = 0; i < types.size(); i++) {
            BigQueryType type = types.get(i);
            if (type.name() != BigQueryType.Name.OTHER) {
                FieldDescriptorProto.Label label = type.repeated()
                        ? FieldDescriptorProto.Label.LABEL_REPEATED
                        : FieldDescriptorProto.Label.LABEL_OPTIONAL;
                message.addField(field(layout.columns().get(i).name(), i + 1, wireType(type), label));
            }
        }
        int next = types.size() + 1;
        return message.addField(field(
                        CHANGE_TYPE,
                        next,
                        FieldDescriptorProto.Type.TYPE_STRING,
                        FieldDescriptorProto.Label.LABEL_OPTIONAL))
                .addField(field(
                        CHANGE_SEQUENCE_NUMBER,
                        next + 1,
                        FieldDescriptorProto.Type.TYPE_STRING,
                        FieldDescriptorProto.Label.LABEL_OPTIONAL))
                .build();
    }

    private static FieldDescriptorProto field(
            String name, int number, FieldDescriptorProto.Type type, FieldDescriptorProto.Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label)
                .build();
    }

    private static FieldDescriptorProto.Type wireType(BigQueryType type) {
        return switch (type.name()) {
            case BOOL -> FieldDescriptorProto.Type.TYPE_BOOL;
            case INT64, TIMESTAMP -> FieldDescriptorProto.Type.TYPE_INT64;
            case FLOAT64 -> FieldDescriptorProto.Type.TYPE_DOUBLE;
            case BYTES -> FieldDescriptorProto.Type.TYPE_BYTES;
            case DATE -> FieldDescriptorProto.Type.TYPE_INT32;
            default -> FieldDescriptorProto.Type.TYPE_STRING;
        };
    }

    private static Descriptor descriptor(DescriptorProto message) {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("row.proto")
                .addMessageType(message)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Row");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("column names that are no field names", e);
        }
    }
}
