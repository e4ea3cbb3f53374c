package dev.tributary.connect.rows;

import org.jspecify.annotations.Nullable;

/**
 * What the table knows of one key, and how the records of a batch change it, one after the other.
 *
 * <p>A deleted row leaves its position behind, so that a late older row does not bring it back, and excuses one
 * following tombstone: that tombstone speaks of the same delete, even when a newer row came between the two.
 */
public final class KeyState {
    private boolean stored;
    private boolean live;
    private boolean touched;
    private boolean marked;
    private @Nullable String position;
    private @Nullable Object @Nullable [] row;
    private int tombstonesDue;

    /** The state of a key whose row, if there is one, is replaced or removed whatever it is. */
    public static KeyState unguarded() {
        KeyState state = new KeyState();
        state.foundRow(null);
        return state;
    }

    public void foundRow(@Nullable String storedPosition) {
        stored = true;
        live = true;
        position = storedPosition;
    }

    /** A live row's own position counts more than the one of an earlier delete. */
    public void foundMarker(@Nullable String deletedPosition, int due) {
        marked = true;
        tombstonesDue = due;
        if (!live) {
            position = deletedPosition;
        }
    }

    public void apply(Change change) {
        switch (change.kind()) {
            case PUT -> put(change);
            case DELETED_ROW -> deletedRow(change);
            case TOMBSTONE -> tombstone();
        }
    }

    private void put(Change change) {
        if (isStale(change)) {
            return;
        }
        touched = true;
        live = true;
        row = change.row();
        position = change.position();
    }

    private void deletedRow(Change change) {
        if (change.position() != null) {
            tombstonesDue++;
        }
        if (!isStale(change)) {
            delete();
            position = change.position();
        }
    }

    private void tombstone() {
        if (tombstonesDue > 0) {
            tombstonesDue--;
        } else {
            delete();
        }
    }

    private void delete() {
        touched |= live;
        live = false;
        row = null;
    }

    private boolean isStale(Change change) {
        return position != null
                && change.position() != null
                && change.position().compareTo(position) < 0;
    }

    /** Whether the stored row has to go, be it for good or for a newer one. */
    public boolean removesStoredRow() {
        return stored && touched;
    }

    public boolean keepsStoredRow() {
        return stored && !touched;
    }

    public @Nullable Object @Nullable [] newRow() {
        return row;
    }

    public boolean hadMarker() {
        return marked;
    }

    public boolean needsMarker() {
        return tombstonesDue > 0 || (!live && position != null);
    }

    public @Nullable String position() {
        return position;
    }

    public int tombstonesDue() {
        return tombstonesDue;
    }
}
