package dev.tributary.topology;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.jspecify.annotations.Nullable;

/** The join of {@link History} as Kafka Streams has it built in: the same changes go in, the last row of each key counts. */
final class BuiltInJoin implements AutoCloseable {
    private static final String EMPLOYEES = "employees";
    private static final String BONUSES = "bonuses";
    private static final String JOINED = "joined";
    private static final String NULL = "null";

    private final TopologyTestDriver driver;
    private final TestInputTopic<Integer, String> employees;
    private final TestInputTopic<Integer, String> bonuses;
    private final TestOutputTopic<Integer, String> joined;
    private final NavigableMap<Integer, String> rows = new TreeMap<>();

    BuiltInJoin(boolean left) {
        driver = new TopologyTestDriver(topology(left), properties());
        employees = driver.createInputTopic(EMPLOYEES, new IntegerSerializer(), new StringSerializer());
        bonuses = driver.createInputTopic(BONUSES, new IntegerSerializer(), new StringSerializer());
        Deserializer<String> text = new StringDeserializer();
        joined = driver.createOutputTopic(JOINED, new IntegerDeserializer(), text);
    }

    private static Topology topology(boolean left) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties())));
        KTable<Integer, String> names = builder.table(EMPLOYEES, Consumed.with(Serdes.Integer(), Serdes.String()));
        KTable<Integer, String> amounts = builder.table(BONUSES, Consumed.with(Serdes.Integer(), Serdes.String()));
        KTable<Integer, String> both = left
                ? amounts.leftJoin(names, BuiltInJoin::employeeOf, BuiltInJoin::line)
                : amounts.join(names, BuiltInJoin::employeeOf, BuiltInJoin::line);
        both.toStream().to(JOINED, Produced.with(Serdes.Integer(), Serdes.String()));
        return builder.build();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "built-in");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.IntegerSerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        return properties;
    }

    /** A bonus is {@code id|employee|amount}, an employee {@code id|name}. */
    private static @Nullable Integer employeeOf(String bonus) {
        String employee = bonus.split("\\|", -1)[1];
        return employee.equals(NULL) ? null : Integer.valueOf(employee);
    }

    private static String line(String bonus, @Nullable String employee) {
        String[] columns = bonus.split("\\|", -1);
        return columns[0] + "|" + (employee == null ? NULL + "|" + NULL : employee) + "|" + columns[2];
    }

    void employee(History.Change change) {
        Map<String, @Nullable Object> row = change.row();
        employees.pipeInput(change.key(), row == null ? null : row.get("employee_id") + "|" + row.get("first_name"));
    }

    void bonus(History.Change change) {
        Map<String, @Nullable Object> row = change.row();
        bonuses.pipeInput(
                change.key(),
                row == null ? null : row.get("bonus_id") + "|" + row.get("employee_id") + "|" + row.get("bonus"));
    }

    /** The rows of the keys from {@code first}, as lines of {@link History#line}. */
    Map<Integer, String> tableFrom(int first) {
        while (!joined.isEmpty()) {
            KeyValue<Integer, String> row = joined.readKeyValue();
            if (row.value == null) {
                rows.remove(row.key);
            } else {
                rows.put(row.key, row.value);
            }
        }
        return rows.tailMap(first, true);
    }

    @Override
    public void close() {
        driver.close();
    }
}
