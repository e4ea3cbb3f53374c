package dev.tributary.connect.dynamodb;

import dev.tributary.connect.aws.PassingErrors;
import dev.tributary.connect.shards.BusyStreamException;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** Calls of the service, their errors told apart: what passes, what is gone, and what only a user can mend. */
final class Calls {
    private final String table;

    Calls(String table) {
        this.table = table;
    }

    /** A call about the table. */
    <T> T ofTable(Supplier<T> call) {
        try {
            return call.get();
        } catch (ResourceNotFoundException e) {
            throw new ConnectException(
                    "table " + table + ": there is none of that name in this region and account; correct 'tables' or"
                            + " aws.region",
                    e);
        } catch (SdkException e) {
            throw translated(e);
        }
    }

    /** A call about the table's stream. */
    <T> T ofStream(Supplier<T> call) {
        try {
            return call.get();
        } catch (ExpiredIteratorException e) {
            throw new dev.tributary.connect.shards.ExpiredIteratorException(e);
        } catch (TrimmedDataAccessException | ResourceNotFoundException e) {
            throw new dev.tributary.connect.shards.TrimmedShardException(
                    "the stream does not have the next changes any more", e);
        } catch (SdkException e) {
            throw translated(e);
        }
    }

    private RuntimeException translated(SdkException e) {
        boolean busy = e instanceof ProvisionedThroughputExceededException
                || e instanceof LimitExceededException
                || e instanceof RequestLimitExceededException
                || e instanceof InternalServerErrorException
                || PassingErrors.is(e);
        return busy
                ? new BusyStreamException(e.getClass().getSimpleName(), e)
                : new ConnectException("table " + table + ": DynamoDB refuses: " + e.getMessage(), e);
    }
}
