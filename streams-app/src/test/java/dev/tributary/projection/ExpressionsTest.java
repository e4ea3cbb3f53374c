package dev.tributary.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.pipeline.ExpressionCheck;
import dev.tributary.pipeline.OutputField;
import dev.tributary.row.Row;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
    private final Expressions expressions = new Expressions(Masking.keyed(JoinedRows.SECRET));

    @TempDir
    private Path folder;

    private @Nullable JoinedRows joined;

    @BeforeEach
    void declareTables() {
        joined = JoinedRows.with(folder, "output.o.fields = bonus.bonus_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "payroll.first_name + ' ' + payroll.last_name | Sheridan Lezemere",
                "payroll.age + bonus.bonus                     | 73",
                "payroll.age >= 18 && payroll.active           | true",
                "payroll.score * 2.0                           | 3.0",
                "text(payroll.hourly_rate)                     | 23.50",
                "text(payroll.age)                             | 48",
                "text(payroll.born)                            | 2021-12-24",
                "text(payroll.starts)                          | 08:30",
                "text(payroll.photo)                           | AQID",
                "text(payroll.hired)                           | 2021-12-24T03:50:36.271Z",
                "payroll.hired                                 | 2021-12-24T03:50:36.271Z",
                "payroll.changed.getFullYear()                 | 2021",
                "payroll.hired < payroll.changed               | false",
                "mask_last(payroll.ssn, 4)                     | 674-68-****",
                "redact(payroll.hourly_rate)                   | redacted",
                "payroll.age > 65 ? 'senior' : 'junior'        | junior",
                "payroll.ssn.startsWith('674')                 | true",
                "size(payroll.first_name)                      | 8",
            })
    void shouldEvaluate(String expression, String expected) {
        assertThat(value(expression.strip(), Map.of("hired", "2021-12-24T04:50:36.271+01:00")))
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payroll.first_name + ' ' + payroll.last_name",
                "payroll.age + 1",
                "payroll.age > 18",
                "payroll.age > 18 ? 'a' : 'b'",
                "token(payroll.last_name)",
                "text(payroll.age)",
                "mask_last(payroll.last_name, 2)",
                "redact(payroll.age)",
                "payroll.last_name.contains('x')",
                "payroll.active && payroll.age > 18",
                "payroll.last_name == 'Lezemere'",
            })
    void shouldBeNullOverANullColumn(String expression) {
        assertThat(value(expression, changes("age", null, "last_name", null))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "payroll.age == null                                  ; true",
                "null == payroll.age                                  ; true",
                "payroll.age != null                                  ; false",
                "has(payroll.age)                                     ; false",
                "payroll.age == null ? 0 : payroll.age                ; 0",
                "has(payroll.age) ? payroll.age : -1                  ; -1",
                "has(payroll.last_name) ? payroll.last_name : 'none'  ; Lezemere",
                "payroll.active || payroll.age > 18                   ; true",
                "payroll.age > 18 || payroll.active                   ; true",
                "!payroll.active && payroll.age > 18                  ; false",
            })
    void shouldSeeANullThatItTestsFor(String expression, String expected) {
        assertThat(value(expression.strip(), changes("age", null))).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "payroll.frist_name + 'x'        | payroll has no column frist_name | did you mean payroll.first_name?",
                "payrol.first_name + 'x'         | knows no payrol                  | did you mean payroll?",
                "tokn(payroll.ssn)               | knows no tokn                    | did you mean token?",
                "payroll.hourly_rate * 2         | '(decimal, int)'                 | text(x)",
                "2 * payroll.hourly_rate         | '(int, decimal)'                 | text(x)",
                "payroll.age + payroll.first_name| '(int, string)'                  | correct the expression",
                "payroll.age +                   | character 14: mismatched input   | correct the expression",
                "[payroll.age]                   | gives list                       | text(x) makes it",
                "has(payroll.salary)             | payroll has no column salary     | payroll has employee_id",
            })
    void shouldRefuseWithAFix(String expression, String what, String fix) {
        List<ExpressionCheck.Mistake> mistakes = expressions.check(
                joined().output(), new OutputField.Computed("x", expression.strip()), joined().slots());

        assertThat(mistakes).singleElement().satisfies(mistake -> {
            assertThat(mistake.what()).contains(what);
            assertThat(mistake.fix()).contains(fix);
        });
    }

    @Test
    void shouldNameEveryUnknownColumnAtOnce() {
        assertThatThrownBy(() -> expressions.compile("payroll.a1 + payroll.b1", joined().slots()))
                .hasMessageContaining("a1")
                .hasMessageContaining("b1");
    }

    @Test
    void shouldRefuseTokensWithoutAKey() {
        List<ExpressionCheck.Mistake> mistakes = new Expressions(Masking.unkeyed())
                .check(joined().output(), new OutputField.Computed("x", "token(payroll.ssn)"), joined().slots());

        assertThat(mistakes)
                .containsExactly(new ExpressionCheck.Mistake("token needs a key", "set tributary.token.key"));
    }

    @Test
    void shouldGiveTheSameTokenForTheSameValueAndKeyOnly() {
        String first = Masking.keyed("one").token("674-68-7406");

        assertThat(Masking.keyed("one").token("674-68-7406")).isEqualTo(first);
        assertThat(Masking.keyed("one").token("674-68-7407")).isNotEqualTo(first);
        assertThat(Masking.keyed("two").token("674-68-7406")).isNotEqualTo(first);
        // RFC 4231, test case 2, the first 128 bits
        assertThat(Masking.keyed("Jefe").token("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c7");
    }

    @Test
    void shouldGiveOneTokenToOneNumberWhateverItsColumnsType() {
        assertThat(value("token(payroll.employee_id)", Map.of("employee_id", 5)))
                .isEqualTo(value("token(bonus.bonus_id)", Map.of("bonus_id", 5L)));
    }

    @Test
    void shouldTypeResults() {
        assertThat(type("payroll.age + 1")).isEqualTo(Schema.Type.LONG);
        assertThat(type("payroll.score")).isEqualTo(Schema.Type.DOUBLE);
        assertThat(type("payroll.photo")).isEqualTo(Schema.Type.BYTES);
        assertThat(value("payroll.photo", Map.of())).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(expressions.compile("payroll.hired", joined().slots()).type().getProp("connect.name"))
                .isEqualTo("io.debezium.time.ZonedTimestamp");
    }

    @Test
    void shouldAgreeWithCelWhereItIsBypassed() {
        List<String> bypassed = List.of(
                "payroll.first_name + ' ' + payroll.last_name",
                "('<' + payroll.first_name) + (', ' + (payroll.last_name + '>'))",
                "token(payroll.ssn)",
                "token(payroll.first_name + payroll.ssn)",
                "token(payroll.hourly_rate) + ':' + text(payroll.hourly_rate)",
                "mask_last(payroll.ssn, 4) + redact(payroll.age)",
                "'constant'",
                "text(payroll.hired) + text(payroll.born) + text(payroll.photo)",
                "payroll.first_name");
        Random random = new Random(42);
        for (String expression : bypassed) {
            Expression direct = expressions.compile(expression, joined().slots());
            Expression cel = expressions.interpret(expression, joined().slots());
            assertThat(direct).as(expression).isInstanceOf(DirectExpression.class);
            assertThat(cel).isInstanceOf(CelExpression.class);
            assertThat(direct.type()).isEqualTo(cel.type());
            for (int i = 0; i < 200; i++) {
                @Nullable Row[] rows = joined().rows(randomTexts(random));
                assertThat(direct.evaluate(rows)).as(expression).isEqualTo(cel.evaluate(rows));
            }
        }
    }

    private static Map<String, @Nullable Object> randomTexts(Random random) {
        Map<String, @Nullable Object> changes = new HashMap<>();
        for (String column : List.of("first_name", "last_name", "ssn", "hourly_rate", "age")) {
            if (random.nextInt(4) == 0) {
                changes.put(column, null);
            } else if (!column.equals("hourly_rate") && !column.equals("age")) {
                changes.put(
                        column,
                        random.ints(random.nextInt(6), 32, 0x1F600)
                                .mapToObj(Character::toString)
                                .reduce("", String::concat));
            }
        }
        return changes;
    }

    private @Nullable Object value(String expression, Map<String, @Nullable Object> changes) {
        return expressions.compile(expression, joined().slots()).evaluate(joined().rows(changes));
    }

    private Schema.Type type(String expression) {
        return expressions.compile(expression, joined().slots()).type().getType();
    }

    private static Map<String, @Nullable Object> changes(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> changes = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            changes.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return changes;
    }

    private JoinedRows joined() {
        return java.util.Objects.requireNonNull(joined);
    }
}
