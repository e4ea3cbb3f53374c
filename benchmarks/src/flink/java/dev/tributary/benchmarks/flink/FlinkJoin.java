package dev.tributary.benchmarks.flink;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** The join as a regular join of two upsert tables, in a MiniCluster in this process. */
public final class FlinkJoin {
    private static final String PAYROLL =
            """
            CREATE TABLE payroll (
              employee_id INT,
              after ROW<first_name STRING, last_name STRING, age INT, ssn STRING, hourly_rate STRING,
                        gender STRING, email STRING>,
              PRIMARY KEY (employee_id) NOT ENFORCED
            )""";
    private static final String BONUS =
            """
            CREATE TABLE bonus (
              bonus_id INT,
              after ROW<employee_id INT, bonus INT>,
              PRIMARY KEY (bonus_id) NOT ENFORCED
            )""";
    private static final String OUTPUT =
            """
            CREATE TABLE payroll_complete (
              bonus_id INT, employee_id INT, full_name STRING, age INT, ssn STRING, hourly_rate STRING,
              bonus INT, gender STRING, email STRING,
              PRIMARY KEY (bonus_id) NOT ENFORCED
            )""";
    private static final String JOIN =
            """
            INSERT INTO payroll_complete
            SELECT b.bonus_id, p.employee_id, p.after.first_name || ' ' || p.after.last_name, p.after.age, p.after.ssn,
                   p.after.hourly_rate, b.after.bonus, p.after.gender, p.after.email
            FROM (SELECT bonus_id, after.employee_id AS employee_id, after FROM bonus) b
            JOIN payroll p ON b.employee_id = p.employee_id""";

    private FlinkJoin() {}

    /** Bootstrap servers, then the topics of payroll, bonus and output. */
    public static void main(String[] args) throws Exception {
        Configuration configuration = Configuration.fromMap(Map.of(
                "parallelism.default", "2",
                "taskmanager.numberOfTaskSlots", "2",
                "taskmanager.memory.network.max", "128mb",
                "pipeline.object-reuse", "true"));
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(configuration)
                .build());
        tables.executeSql(PAYROLL + upsertKafka(args[0], args[1], "payroll"));
        tables.executeSql(BONUS + upsertKafka(args[0], args[2], "bonus"));
        tables.executeSql(OUTPUT + upsertKafka(args[0], args[3], "output").replace("EXCEPT_KEY", "ALL"));
        tables.executeSql(JOIN).await();
    }

    private static String upsertKafka(String bootstrap, String topic, String group) {
        return """
                 WITH (
                  'connector' = 'upsert-kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
                  'properties.group.id' = '%s', 'properties.linger.ms' = '50', 'properties.batch.size' = '524288',
                  'key.format' = 'json', 'value.format' = 'json', 'value.fields-include' = 'EXCEPT_KEY')
                """
                .formatted(topic, bootstrap, group);
    }
}
