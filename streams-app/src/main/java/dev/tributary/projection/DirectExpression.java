package dev.tributary.projection;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.SimpleType;
import dev.tributary.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The most common expressions without CEL's interpreter: texts put together of columns and literals, and masked columns.
 *
 * <p>CEL has checked them; every function among them is null when an argument is, so one null makes the text null.
 */
final class DirectExpression implements Expression {
    /** A part of the text; null makes the whole null. */
    private interface Part {
        @Nullable
        String text(@Nullable Row[] slots);
    }

    private static final Schema TYPE = Schema.create(Schema.Type.STRING);

    private final Part whole;

    private DirectExpression(Part whole) {
        this.whole = whole;
    }

    /** The expression, or empty when it needs CEL. */
    static Optional<Expression> of(CelAbstractSyntaxTree checked, Map<String, ColumnReader> columns, Masking masking) {
        return new Compiler(checked, columns, masking).text(checked.getExpr()).map(DirectExpression::new);
    }

    @Override
    public @Nullable Object evaluate(@Nullable Row[] slots) {
        return whole.text(slots);
    }

    @Override
    public Schema type() {
        return TYPE;
    }

    private record Compiler(CelAbstractSyntaxTree ast, Map<String, ColumnReader> columns, Masking masking) {
        Optional<Part> text(CelExpr expression) {
            if (ast.getTypeOrThrow(expression.id()) != SimpleType.STRING) {
                return Optional.empty();
            }
            return switch (expression.getKind()) {
                case CONSTANT -> literal(expression.constant());
                case IDENT -> column(expression);
                case CALL -> call(expression.call());
                default -> Optional.empty();
            };
        }

        private static Optional<Part> literal(CelConstant constant) {
            String text = constant.stringValue();
            return Optional.of(slots -> text);
        }

        /** A column of any type, as text; the checker has made one name of table and column. */
        private Optional<Part> column(CelExpr expression) {
            return expression.getKind() == Kind.IDENT
                    ? Optional.ofNullable(columns.get(expression.ident().name()))
                            .map(column -> column::readText)
                    : Optional.empty();
        }

        private Optional<Part> call(CelCall call) {
            return switch (call.function()) {
                case "_+_" -> concatenation(call);
                case Functions.TEXT -> argument(call);
                case Functions.TOKEN -> argument(call).map(part -> mapped(part, masking::token));
                case Functions.REDACT -> argument(call).map(part -> mapped(part, text -> Masking.redacted()));
                case Functions.MASK_LAST -> maskLast(call);
                default -> Optional.empty();
            };
        }

        private Optional<Part> argument(CelCall call) {
            CelExpr argument = call.args().get(0);
            return column(argument).or(() -> text(argument));
        }

        private Optional<Part> maskLast(CelCall call) {
            CelExpr count = call.args().get(1);
            if (count.getKind() != Kind.CONSTANT) {
                return Optional.empty();
            }
            long hidden = count.constant().int64Value();
            return text(call.args().get(0)).map(part -> mapped(part, text -> Masking.maskLast(text, hidden)));
        }

        private Optional<Part> concatenation(CelCall sum) {
            List<Part> parts = new ArrayList<>();
            return flatten(sum, parts) ? Optional.of(joined(parts.toArray(Part[]::new))) : Optional.empty();
        }

        private boolean flatten(CelCall sum, List<Part> parts) {
            for (CelExpr term : sum.args()) {
                boolean nested =
                        term.getKind() == Kind.CALL && term.call().function().equals("_+_");
                if (!(nested
                        ? flatten(term.call(), parts)
                        : text(term).map(parts::add).orElse(false))) {
                    return false;
                }
            }
            return true;
        }

        private static Part joined(Part[] parts) {
            return slots -> {
                StringBuilder text = new StringBuilder(32);
                for (Part part : parts) {
                    String next = part.text(slots);
                    if (next == null) {
                        return null;
                    }
                    text.append(next);
                }
                return text.toString();
            };
        }

        private static Part mapped(Part part, UnaryOperator<String> function) {
            return slots -> {
                String text = part.text(slots);
                return text == null ? null : function.apply(text);
            };
        }
    }
}
