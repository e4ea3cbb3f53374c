package dev.tributary.connect.bigquery.write;

import java.util.List;

/** Is told of a row that BigQuery refuses. */
public interface RefusedRows {

    /**
     * Takes a refused row.
     *
     * @param columns the columns that BigQuery names in its reason; the reason itself may quote values
     */
    void refused(Pending row, List<String> columns);
}
