package dev.tributary.connect.export.files;

/** Why nothing of an export is published; the message has no value of a row in it. */
public final class RefusedExportException extends Exception {
    public RefusedExportException(String reason) {
        super(reason);
    }
}
