package dev.tributary.connect.redshift.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** How the warehouse and S3 fail: what passes, what does not, and what may be said of it. */
public final class Failure {
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern CONFLICT =
            Pattern.compile("(?s)(error: )?(1023|1018)\\b.*|.*serializable isolation violation.*");
    private static final Pattern ACCESS =
            Pattern.compile("(?s).*(s3serviceexception|access ?denied|bucket|iam role|assume role|credential).*");

    private Failure() {}

    /** Whether the same statement may succeed a moment later. */
    static boolean passes(Exception failure) {
        if (failure instanceof SdkException s3) {
            return s3.retryable()
                    || (s3 instanceof AwsServiceException service
                            && (service.statusCode() >= 500 || service.isThrottlingException()));
        }
        return failure instanceof SQLException sql && passes(sql);
    }

    private static boolean passes(SQLException failure) {
        String state = state(failure);
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals("40001")
                || state.equals("40P01")
                || state.equals("55P03")
                // two tasks have made one table at once: now it is there
                || state.equals("42P07")
                || state.equals("23505")
                || failure.getCause() instanceof IOException
                || CONFLICT.matcher(lower(failure)).matches();
    }

    /** Whether COPY was refused its file, and not a line of it. */
    static boolean isAccess(SQLException failure) {
        return ACCESS.matcher(lower(failure)).matches() && !lower(failure).contains("load_error");
    }

    /** An exception without a cause, for the messages of causes are logged, and may quote values. */
    static ConnectException permanent(String doing, Exception failure, List<String> secrets) {
        return new ConnectException(doing + ": " + told(failure, secrets) + advice(failure));
    }

    /** What may be told of a failure: no value of a row, no secret. */
    static String told(Exception failure, List<String> secrets) {
        String message = String.valueOf(failure.getMessage());
        for (String secret : secrets) {
            message = secret.isEmpty() ? message : message.replace(secret, "***");
        }
        return failure instanceof SQLException sql && mayQuoteValues(sql) ? withoutQuoted(message) : message;
    }

    /** Redshift quotes values, as in: Invalid digit, Value 'x'. */
    public static String withoutQuoted(@Nullable String message) {
        return message == null ? "" : QUOTED.matcher(message).replaceAll("…").strip();
    }

    private static boolean mayQuoteValues(SQLException failure) {
        String state = state(failure);
        boolean ofNames =
                List.of("08", "0A", "28", "3D", "3F", "42", "53", "57").stream().anyMatch(state::startsWith);
        return !ofNames && !isAccess(failure);
    }

    private static String advice(Exception failure) {
        if (failure instanceof SdkException) {
            return "; check stage.bucket, the s3.* settings and the rights on the bucket";
        }
        if (!(failure instanceof SQLException sql)) {
            return "";
        }
        if (state(sql).startsWith("28")) {
            return "; check redshift.user and redshift.password";
        }
        if (state(sql).equals("42501")) {
            return "; grant the user that right";
        }
        return isAccess(sql) ? "; check stage.bucket, and that redshift.iam.role or the s3.* keys may read it" : "";
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    private static String lower(SQLException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }
}
