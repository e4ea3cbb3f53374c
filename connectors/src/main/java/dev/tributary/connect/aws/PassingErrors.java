package dev.tributary.connect.aws;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Errors of a service that the same call may not meet again later. */
public final class PassingErrors {
    private PassingErrors() {}

    /** Whether the service throttles, fails by its own fault, or cannot be reached. */
    public static boolean is(SdkException e) {
        if (e instanceof SdkServiceException service) {
            return service.isThrottlingException() || service.statusCode() >= 500;
        }
        return e instanceof ApiCallTimeoutException || isOfTheNetwork(e);
    }

    private static boolean isOfTheNetwork(SdkException e) {
        for (@Nullable Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
