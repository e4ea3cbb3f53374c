package dev.tributary.projection;

import static java.util.Objects.requireNonNull;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.tributary.config.Nearest;
import dev.tributary.pipeline.ExpressionCheck;
import dev.tributary.pipeline.FieldRef;
import dev.tributary.pipeline.Output;
import dev.tributary.pipeline.OutputField;
import dev.tributary.row.RowSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * The expressions of outputs: CEL over {@code table.column}, type-checked against the tables' schemas.
 *
 * <p>An expression over a null column is null, as in SQL, unless it tests for null: {@code payroll.age == null ? 0 :
 * payroll.age}, {@code has(payroll.age)}. A condition that is null makes the result null.
 */
public final class Expressions implements ExpressionCheck {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");

    private final Masking masking;

    public Expressions(Masking masking) {
        this.masking = masking;
    }

    @Override
    public List<Mistake> check(Output output, OutputField.Computed column, Map<String, RowSchema> schemas) {
        try {
            compile(column.expression(), slots(output, schemas));
            return List.of();
        } catch (Refused refused) {
            return refused.mistakes();
        }
    }

    /** The columns that an expression reads, in its order; none when it cannot be read. */
    public Set<FieldRef> columns(String expression, Set<String> tables) {
        CelValidationResult parsed = builder().build().parse(expression);
        if (parsed.hasError()) {
            return Set.of();
        }
        References references = References.rewrite(
                CelMutableAst.fromCelAst(valid(parsed, tables)).expr(), tables);
        Set<FieldRef> columns = new LinkedHashSet<>(references.used());
        columns.addAll(references.tested());
        return columns;
    }

    /** The schemas of an output's slots, in their order. */
    static Map<String, RowSchema> slots(Output output, Map<String, RowSchema> schemas) {
        Map<String, RowSchema> slots = new LinkedHashMap<>();
        output.slots().forEach(table -> slots.put(table, requireNonNull(schemas.get(table))));
        return slots;
    }

    /**
     * Compiles an expression.
     *
     * @throws Refused with every mistake found in it
     */
    Expression compile(String expression, Map<String, RowSchema> slots) {
        Checked checked = check(expression, slots);
        return DirectExpression.of(checked.ast(), checked.columns(), masking).orElseGet(() -> interpreted(checked));
    }

    /** The same, but always evaluated by CEL. */
    Expression interpret(String expression, Map<String, RowSchema> slots) {
        return interpreted(check(expression, slots));
    }

    private record Checked(
            Cel cel, CelAbstractSyntaxTree ast, Map<String, ColumnReader> columns, Map<String, ColumnReader> tested) {}

    private Checked check(String expression, Map<String, RowSchema> slots) {
        Set<String> names = new TreeSet<>(slots.keySet());
        names.addAll(List.of(Functions.TEXT, Functions.TOKEN, Functions.REDACT, Functions.MASK_LAST));
        CelMutableAst ast = CelMutableAst.fromCelAst(valid(builder().build().parse(expression), names));
        References references = References.rewrite(ast.expr(), slots.keySet());
        if (references.calls(Functions.TOKEN) && !masking.hasKey()) {
            throw new Refused(List.of(new Mistake("token needs a key", "set tributary.token.key")));
        }
        Map<String, ColumnReader> columns = Columns.of(references, slots);
        Map<String, ColumnReader> tested = new HashMap<>();
        references
                .tested()
                .forEach(ref -> tested.put(References.testedName(ref), requireNonNull(columns.get(ref.toString()))));
        CelBuilder cel = builder();
        columns.forEach((name, column) -> cel.addVar(name, column.cel()));
        tested.keySet().forEach(name -> cel.addVar(name, SimpleType.DYN));
        Cel built = cel.build();
        return new Checked(built, valid(built.check(ast.toParsedAst()), names), columns, tested);
    }

    private CelBuilder builder() {
        CelBuilder cel = CelFactory.plannerCelBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .enableUnknownTracking(true)
                        .build());
        Functions.addTo(cel, masking);
        return cel;
    }

    private static CelAbstractSyntaxTree valid(CelValidationResult result, Set<String> names) {
        try {
            return result.getAst();
        } catch (CelValidationException invalid) {
            throw new Refused(result.getErrors().stream()
                    .map(issue -> mistake(issue, names))
                    .toList());
        }
    }

    private static Mistake mistake(CelIssue issue, Set<String> names) {
        String message = issue.getMessage();
        Matcher unknown = UNDECLARED.matcher(message);
        if (unknown.find()) {
            String name = unknown.group(1);
            return new Mistake(
                    "knows no " + name,
                    Nearest.hint(name, names, "tables and functions are " + String.join(", ", names)));
        }
        if (message.contains("'(decimal") || message.contains(", decimal")) {
            String what = message.replaceAll(" \\(candidates:.*", "");
            return new Mistake(
                    what, "decimals are exact and CEL's arithmetic is not: take the column as it is, or text(x)");
        }
        String place = "character " + (issue.getSourceLocation().getColumn() + 1);
        return new Mistake(place + ": " + message, "correct the expression");
    }

    private static Expression interpreted(Checked checked) {
        CelType result = checked.ast().getResultType();
        Schema type = CelExpression.typeOf(result)
                .orElseThrow(() -> new Refused(List.of(new Mistake(
                        "gives " + result.name() + ", which is no type for a computed column",
                        "give text (text(x) makes it), a whole number, a double, a boolean, bytes or a timestamp"))));
        try {
            return new CelExpression(
                    checked.cel().createProgram(checked.ast()), checked.columns(), checked.tested(), type);
        } catch (CelEvaluationException e) {
            throw new Refused(List.of(new Mistake("cannot be evaluated: " + e.getMessage(), "simplify it")));
        }
    }

    /** An expression that cannot be compiled. */
    static final class Refused extends RuntimeException {
        private final transient List<Mistake> mistakes;

        Refused(List<Mistake> mistakes) {
            super(mistakes.toString());
            this.mistakes = mistakes;
        }

        List<Mistake> mistakes() {
            return mistakes;
        }
    }
}
