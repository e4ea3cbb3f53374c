package dev.tributary.connect.bigquery.table;

/** Where a table is: {@code project.dataset.table}. */
public record Place(String project, String dataset, String table) {

    /** As the Storage Write API names it. */
    public String resource() {
        return "projects/" + project + "/datasets/" + dataset + "/tables/" + table;
    }

    /** As SQL names it. */
    String sql() {
        return "`" + this + "`";
    }

    @Override
    public String toString() {
        return project + "." + dataset + "." + table;
    }
}
