package dev.tributary.connect.rows;

import java.util.List;

/**
 * Where a record says which row it means and what becomes of it.
 *
 * @param pkFields the key columns; empty for those of the record key
 * @param deletedField the boolean field that marks a row as deleted; empty when only tombstones delete
 * @param positionField the text field with the version of a row; empty when the offsets decide
 */
public record RowRules(List<String> pkFields, String deletedField, String positionField) {}
