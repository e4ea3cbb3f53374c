package dev.tributary.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.part.DuckDbWarehouse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final Token TOKEN = new Token(new byte[] {1, 2, 3});

    private final Verification verification = new Verification(TOKEN::of);
    private Connection database;

    @BeforeEach
    void makeBothSides() throws SQLException {
        database = DriverManager.getConnection("jdbc:duckdb:");
        run("CREATE TABLE payroll (employee_id BIGINT, first_name VARCHAR, last_name VARCHAR, age INTEGER, ssn VARCHAR,"
                + " hourly_rate DECIMAL(12,2), gender VARCHAR, email VARCHAR)");
        run("CREATE TABLE bonus (bonus_id BIGINT, employee_id BIGINT, bonus DECIMAL(12,2))");
        run("INSERT INTO payroll VALUES (1, 'Ada', 'Lind', 30, '974-00-0001', 20.50, NULL, 'ada@mycompany.com')");
        run("INSERT INTO bonus VALUES (10, 1, 5), (11, 1, 6), (12, 2, 7)");
        run(
                "CREATE TABLE complete AS SELECT b.bonus_id, p.employee_id, p.first_name || ' ' || p.last_name AS full_name,"
                        + " p.age, '" + TOKEN.of("974-00-0001") + "' AS ssn, p.hourly_rate, b.bonus, p.gender, p.email,"
                        + " false AS __deleted FROM bonus b JOIN payroll p USING (employee_id)");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void shouldFindEqualRowsEqualAndIgnoreDeletedOnes() throws SQLException {
        run("INSERT INTO complete (bonus_id, __deleted) VALUES (12, true)");

        assertThat(compare()).isEqualTo(new Verification.Result(2, 0, List.of()));
    }

    @Test
    void shouldNameKeysAndColumnsThatDifferButNoValues() throws SQLException {
        run("UPDATE complete SET hourly_rate = 99.99, gender = 'other' WHERE bonus_id = 10");
        run("DELETE FROM complete WHERE bonus_id = 11");
        run("INSERT INTO complete SELECT * REPLACE (12 AS bonus_id) FROM complete WHERE bonus_id = 10");

        Verification.Result result = compare();

        assertThat(result.different()).isEqualTo(3);
        assertThat(result.differences())
                .containsExactlyInAnyOrder(
                        "bonus_id 10 differs in [hourly_rate, gender]",
                        "bonus_id 11 is missing from the warehouse",
                        "bonus_id 12 is in the warehouse twice, or not in Postgres");
    }

    @Test
    void shouldNotTakeTheClearNumberForAToken() throws SQLException {
        run("UPDATE complete SET ssn = '974-00-0001'");

        assertThat(compare().differences()).allSatisfy(line -> assertThat(line).contains("differs in [ssn]"));
    }

    @Test
    void shouldNameTenDifferencesAtMost() throws SQLException {
        run("DELETE FROM complete");
        run("INSERT INTO bonus SELECT 100 + n, 1, n FROM range(40) t(n)");

        assertThat(compare().different()).isEqualTo(42);
        assertThat(compare().differences()).hasSize(10);
    }

    private Verification.Result compare() throws SQLException {
        return verification.compare(database, database, DuckDbWarehouse.undeleted("complete"));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
