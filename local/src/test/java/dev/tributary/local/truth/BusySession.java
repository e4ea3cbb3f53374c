package dev.tributary.local.truth;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/** A database session that changes employees and bonuses at random, in transactions of several statements. */
final class BusySession implements Callable<BusySession.Done> {
    /** How many transactions it committed, rolled back, and lost to a conflict with another session. */
    record Done(int committed, int rolledBack, int conflicts) {}

    private interface Change {
        void in(Statement statement) throws SQLException, IOException;
    }

    private static final int EMPLOYEES = 60;
    private static final int BONUSES = 400;
    private static final int COPIED = 20;
    private static final long COPIED_FROM = 1_000_000;
    private static final AtomicLong COPIED_IDS = new AtomicLong(COPIED_FROM);
    private static final Duration THINKING = Duration.ofMillis(8);
    private static final int TOASTED = 2500;

    private final Connection connection;
    private final Random random;
    private final AtomicBoolean stop;
    private final long transactions;
    private final List<Change> changes = List.of(
            this::hire,
            this::raise,
            this::forget,
            this::rewriteResume,
            this::fire,
            this::renumberEmployee,
            this::grant,
            this::grant,
            this::adjust,
            this::reassign,
            this::revoke,
            this::renumberBonus,
            this::raiseMany,
            this::adjustMany,
            this::copy);

    /** A session that ends when told to, or after so many transactions. */
    BusySession(Connection connection, long seed, AtomicBoolean stop, long transactions) {
        this.connection = connection;
        this.random = new Random(seed);
        this.stop = stop;
        this.transactions = transactions;
    }

    @Override
    public Done call() throws Exception {
        int committed = 0;
        int rolledBack = 0;
        int conflicts = 0;
        connection.setAutoCommit(false);
        try (connection;
                Statement statement = connection.createStatement()) {
            for (long i = 0; i < transactions && !stop.get(); i++) {
                try {
                    change(statement, 1 + random.nextInt(5));
                    if (random.nextInt(6) == 0) {
                        connection.rollback();
                        rolledBack++;
                    } else {
                        connection.commit();
                        committed++;
                    }
                } catch (SQLException e) {
                    // a key that is taken, or a deadlock with another session
                    if (!e.getSQLState().startsWith("23") && !e.getSQLState().startsWith("40")) {
                        throw e;
                    }
                    connection.rollback();
                    conflicts++;
                }
                LockSupport.parkNanos(THINKING.toNanos());
            }
        }
        return new Done(committed, rolledBack, conflicts);
    }

    private void change(Statement statement, int count) throws SQLException, IOException {
        for (int i = 0; i < count; i++) {
            Savepoint savepoint = random.nextInt(4) == 0 ? connection.setSavepoint() : null;
            changes.get(random.nextInt(changes.size())).in(statement);
            if (savepoint != null && random.nextBoolean()) {
                connection.rollback(savepoint);
            } else if (savepoint != null) {
                connection.releaseSavepoint(savepoint);
            }
        }
    }

    private void hire(Statement sql) throws SQLException {
        sql.execute(format(
                "INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email, resume)"
                        + " VALUES (%d, '%s', '%s', %d, '%s', %s, NULL, '%s', '%s') ON CONFLICT DO NOTHING",
                employee(), word(8), word(12), random.nextInt(90), word(9), amount(), word(20), resume()));
    }

    private void raise(Statement sql) throws SQLException {
        sql.execute(format(
                "UPDATE payroll SET hourly_rate = %s, first_name = '%s' WHERE employee_id = %d",
                amount(), word(9), employee()));
    }

    private void forget(Statement sql) throws SQLException {
        sql.execute(format(
                "UPDATE payroll SET age = NULL, email = NULL, hourly_rate = NULL WHERE employee_id = %d", employee()));
    }

    private void rewriteResume(Statement sql) throws SQLException {
        String resume = random.nextInt(5) == 0 ? "NULL" : "'" + resume() + "'";
        sql.execute(format("UPDATE payroll SET resume = %s WHERE employee_id = %d", resume, employee()));
    }

    private void fire(Statement sql) throws SQLException {
        sql.execute(format("DELETE FROM payroll WHERE employee_id = %d", employee()));
    }

    /** Writes the long text with the key: left alone, the log would not have it, and nobody knows the new key yet. */
    private void renumberEmployee(Statement sql) throws SQLException {
        sql.execute(format(
                "UPDATE payroll SET employee_id = %d, resume = resume || 'x' WHERE employee_id = %d",
                employee(), employee()));
    }

    private void grant(Statement sql) throws SQLException {
        sql.execute(format(
                "INSERT INTO bonus (bonus_id, employee_id, bonus) VALUES (%d, %d, %s) ON CONFLICT (bonus_id)"
                        + " DO UPDATE SET bonus = excluded.bonus",
                bonus(), employee(), amount()));
    }

    private void adjust(Statement sql) throws SQLException {
        sql.execute(format("UPDATE bonus SET bonus = %s WHERE bonus_id = %d", amount(), bonus()));
    }

    private void reassign(Statement sql) throws SQLException {
        sql.execute(format("UPDATE bonus SET employee_id = %d WHERE bonus_id = %d", employee(), bonus()));
    }

    private void revoke(Statement sql) throws SQLException {
        sql.execute(format("DELETE FROM bonus WHERE bonus_id = %d", bonus()));
    }

    private void renumberBonus(Statement sql) throws SQLException {
        sql.execute(format("UPDATE bonus SET bonus_id = %d WHERE bonus_id = %d", bonus(), bonus()));
    }

    private void raiseMany(Statement sql) throws SQLException {
        sql.execute(format(
                "UPDATE payroll SET hourly_rate = %s, age = age + 1 WHERE employee_id %% 20 = %d",
                amount(), random.nextInt(20)));
    }

    private void adjustMany(Statement sql) throws SQLException {
        sql.execute(format(
                "UPDATE bonus SET bonus = bonus + 1, employee_id = %d WHERE bonus_id %% 25 = %d",
                employee(), random.nextInt(25)));
    }

    private void copy(Statement sql) throws SQLException, IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < COPIED; i++) {
            lines.append(COPIED_IDS.incrementAndGet()).append('\t').append(employee());
            lines.append('\t').append(amount()).append('\n');
        }
        sql.getConnection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY bonus (bonus_id, employee_id, bonus) FROM STDIN", new StringReader(lines.toString()));
        sql.execute(format("DELETE FROM bonus WHERE bonus_id BETWEEN %d AND %d", COPIED_FROM, COPIED_IDS.get() - 500));
    }

    private int employee() {
        return 1 + random.nextInt(EMPLOYEES);
    }

    private int bonus() {
        return 1 + random.nextInt(BONUSES);
    }

    private String amount() {
        return random.nextInt(100_000) / 100.0 + "";
    }

    private String resume() {
        return word(random.nextInt(3) == 0 ? 30 : TOASTED + random.nextInt(TOASTED));
    }

    private String word(int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String format(String sql, Object... values) {
        return String.format(Locale.ROOT, sql, values);
    }
}
