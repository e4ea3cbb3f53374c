package dev.tributary.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Change events as Connect's JsonConverter writes them without schemas, decimals as text. */
final class JsonChanges implements ChangeFormat {
    @Override
    public byte[] payroll(Employee employee, Commit commit) {
        StringBuilder json = new StringBuilder(768).append("{\"before\":null,\"after\":{\"employee_id\":");
        json.append(employee.id());
        text(json, "first_name", employee.firstName());
        text(json, "last_name", employee.lastName());
        json.append(",\"age\":").append(employee.age());
        text(json, "ssn", employee.ssn());
        text(json, "hourly_rate", employee.hourlyRate());
        text(json, "gender", employee.gender());
        text(json, "email", employee.email());
        text(json, "notes", employee.notes());
        return envelope(json, "payroll", commit);
    }

    @Override
    public byte[] bonus(int bonus, int employee, int amount, Commit commit) {
        StringBuilder json = new StringBuilder(640).append("{\"before\":null,\"after\":{\"bonus_id\":");
        json.append(bonus).append(",\"employee_id\":").append(employee);
        json.append(",\"bonus\":").append(amount);
        text(json, "ts", commit.timestamp());
        return envelope(json, "bonus", commit);
    }

    /** The event around {@code json}, which begins with {@code before} and goes to the last column of {@code after}. */
    static byte[] envelope(StringBuilder json, String table, Commit commit) {
        source(json, table, commit);
        json.append("},\"transaction\":{\"id\":\"").append(commit.transactionId());
        json.append("\",\"total_order\":1,\"data_collection_order\":1},\"op\":\"")
                .append(commit.operation());
        json.append("\",\"ts_ms\":").append(commit.seenMillis()).append('}');
        return json.toString().getBytes(UTF_8);
    }

    private static void source(StringBuilder json, String table, Commit commit) {
        json.append(
                "},\"source\":{\"version\":\"3.7.0.Final\",\"connector\":\"postgresql\",\"name\":\"hr\",\"ts_ms\":");
        json.append(commit.millis()).append(",\"snapshot\":\"false\",\"db\":\"hr\",\"sequence\":\"");
        json.append(commit.sequence().replace("\"", "\\\"")).append("\",\"ts_us\":");
        json.append(commit.millis())
                .append("000,\"ts_ns\":")
                .append(commit.millis())
                .append("000000");
        json.append(",\"schema\":\"public\",\"table\":\"").append(table);
        json.append("\",\"txId\":").append(commit.transaction());
        json.append(",\"lsn\":").append(commit.lsn()).append(",\"xmin\":null");
    }

    private static void text(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":\"").append(value).append('"');
    }
}
