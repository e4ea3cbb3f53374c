package dev.tributary.connect.dynamodb;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** One table as DynamoDB serves it. */
final class TableService {
    private final String table;
    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;
    private final Calls calls;

    TableService(String table, DynamoDbClient tables, DynamoDbStreamsClient streams) {
        this.table = table;
        this.tables = tables;
        this.streams = streams;
        this.calls = new Calls(table);
    }

    /** The table, which has a stream that tells the rows. */
    TableDescription describe() {
        TableDescription described = calls.ofTable(
                () -> tables.describeTable(request -> request.tableName(table)).table());
        StreamSpecification stream = described.streamSpecification();
        if (stream == null || !Objects.equals(stream.streamEnabled(), true)) {
            throw new ConnectException(
                    "table " + table + ": it has no stream; enable one that tells new and old images");
        }
        if (stream.streamViewType() != StreamViewType.NEW_AND_OLD_IMAGES
                && stream.streamViewType() != StreamViewType.NEW_IMAGE) {
            throw new ConnectException("table " + table + ": its stream tells " + stream.streamViewTypeAsString()
                    + "; it must tell NEW_AND_OLD_IMAGES, or NEW_IMAGE");
        }
        return described;
    }

    /** A page of all items; it has every write that was answered before the call. */
    ScanResponse scan(Map<String, AttributeValue> behind, int most) {
        ScanRequest.Builder request =
                ScanRequest.builder().tableName(table).consistentRead(true).limit(most);
        if (!behind.isEmpty()) {
            request.exclusiveStartKey(behind);
        }
        return calls.ofTable(() -> tables.scan(request.build()));
    }

    TableStream stream(String arn) {
        return new TableStream(arn, streams, calls);
    }
}
