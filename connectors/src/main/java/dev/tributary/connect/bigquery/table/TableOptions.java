package dev.tributary.connect.bigquery.table;

/**
 * How tables are made and changed.
 *
 * @param creates whether a missing table is made
 * @param evolves whether columns are added and widened
 * @param clusters whether a new table is clustered by its key
 * @param stalenessMinutes the {@code max_staleness} of a new table; 0 for none
 */
public record TableOptions(boolean creates, boolean evolves, boolean clusters, int stalenessMinutes) {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    /** As the REST interface spells an interval. */
    String interval() {
        int minutes = stalenessMinutes;
        return "0-0 " + minutes / DAY + " " + minutes % DAY / HOUR + ":" + minutes % HOUR + ":0";
    }
}
