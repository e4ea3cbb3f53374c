package dev.tributary.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How change events are written: one implementation per format. */
public interface ChangeFormat {
    /** The value of the change that put an employee at a version. */
    byte[] payroll(Employee employee, Commit commit);

    /** The value of the change that inserted a bonus. */
    byte[] bonus(int bonus, int employee, int amount, Commit commit);

    /** The key of a row, as Connect's JsonConverter writes it without schemas. */
    static byte[] key(String column, int id) {
        return ("{\"" + column + "\":" + id + "}").getBytes(UTF_8);
    }

    /** JSON without schemas. */
    static ChangeFormat json() {
        return new JsonChanges();
    }

    /** Avro in Confluent's wire format, under the registry's ids of the two envelope schemas. */
    static ChangeFormat avro(int payrollSchemaId, int bonusSchemaId) {
        return new AvroChanges(payrollSchemaId, bonusSchemaId);
    }
}
