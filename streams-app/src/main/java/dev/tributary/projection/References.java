package dev.tributary.projection;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.cel.common.values.NullValue;
import dev.tributary.pipeline.FieldRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the {@code table.column}s of an expression, and tells a column that is tested for null from one that is used.
 *
 * <p>A used column that is null makes the expression null, as in SQL; a tested one must not. So the tests
 * ({@code payroll.age == null}, {@code has(payroll.age)}) are rewritten to ask a variable of another name.
 */
final class References {
    private static final String TESTED = "?";

    private final Set<String> tables;
    private final Set<FieldRef> used = new LinkedHashSet<>();
    private final Set<FieldRef> tested = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();

    private References(Set<String> tables) {
        this.tables = tables;
    }

    /** Walks through an expression and rewrites its null tests in place. */
    static References rewrite(CelMutableExpr expression, Set<String> tables) {
        References references = new References(tables);
        references.visit(expression);
        return references;
    }

    Set<FieldRef> used() {
        return used;
    }

    Set<FieldRef> tested() {
        return tested;
    }

    boolean calls(String function) {
        return functions.contains(function);
    }

    /** The variable that a null test asks. */
    static String testedName(FieldRef ref) {
        return ref + TESTED;
    }

    private void visit(CelMutableExpr expression) {
        switch (expression.getKind()) {
            case SELECT -> select(expression, expression.select());
            case CALL -> call(expression.call());
            case LIST -> expression.list().elements().forEach(this::visit);
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                });
            case STRUCT -> expression.struct().entries().forEach(entry -> visit(entry.value()));
            case COMPREHENSION -> comprehension(expression.comprehension());
            default -> {}
        }
    }

    private void select(CelMutableExpr expression, CelMutableSelect select) {
        if (!isColumn(expression)) {
            visit(select.operand());
        } else if (select.testOnly()) {
            CelMutableExpr test = CelMutableExpr.ofIdent(testedVariable(ref(expression)));
            CelMutableExpr none = CelMutableExpr.ofConstant(CelConstant.ofValue(NullValue.NULL_VALUE));
            test.setId(select.operand().id());
            none.setId(-expression.id());
            expression.setCall(CelMutableCall.create("_!=_", test, none));
        } else {
            used.add(ref(expression));
        }
    }

    private void call(CelMutableCall call) {
        functions.add(call.function());
        List<CelMutableExpr> args = call.args();
        boolean comparison = call.function().equals("_==_") || call.function().equals("_!=_");
        if (comparison && isNull(args.get(0)) && isColumn(args.get(1))) {
            ask(args.get(1));
        } else if (comparison && isNull(args.get(1)) && isColumn(args.get(0))) {
            ask(args.get(0));
        } else {
            call.target().ifPresent(this::visit);
            args.forEach(this::visit);
        }
    }

    private void ask(CelMutableExpr column) {
        column.setIdent(CelMutableExpr.CelMutableIdent.create(testedVariable(ref(column))));
    }

    private String testedVariable(FieldRef ref) {
        tested.add(ref);
        return testedName(ref);
    }

    private void comprehension(CelMutableComprehension comprehension) {
        visit(comprehension.iterRange());
        visit(comprehension.accuInit());
        visit(comprehension.loopCondition());
        visit(comprehension.loopStep());
        visit(comprehension.result());
    }

    private boolean isColumn(CelMutableExpr expression) {
        return expression.getKind() == Kind.SELECT
                && expression.select().operand().getKind() == Kind.IDENT
                && tables.contains(expression.select().operand().ident().name());
    }

    private static FieldRef ref(CelMutableExpr column) {
        return new FieldRef(
                column.select().operand().ident().name(), column.select().field());
    }

    private static boolean isNull(CelMutableExpr expression) {
        return expression.getKind() == Kind.CONSTANT && expression.constant().getKind() == CelConstant.Kind.NULL_VALUE;
    }
}
