package dev.tributary.projection;

import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The functions that expressions have beside CEL's own. */
final class Functions {
    static final String TEXT = "text";
    static final String TOKEN = "token";
    static final String REDACT = "redact";
    static final String MASK_LAST = "mask_last";

    private static final Map<CelType, Class<?>> TYPES = Map.of(
            SimpleType.STRING, String.class,
            SimpleType.INT, Long.class,
            SimpleType.DOUBLE, Double.class,
            SimpleType.BOOL, Boolean.class,
            SimpleType.BYTES, CelByteString.class,
            SimpleType.TIMESTAMP, Instant.class,
            ColumnType.DECIMAL, BigDecimal.class,
            ColumnType.DATE, LocalDate.class,
            ColumnType.TIME, LocalTime.class);

    private Functions() {}

    static void addTo(CelBuilder cel, Masking masking) {
        unary(cel, TEXT, ColumnType::text);
        unary(cel, TOKEN, token(masking));
        unary(cel, REDACT, value -> Masking.redacted());
        String overload = MASK_LAST + "_string_int";
        cel.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                MASK_LAST,
                CelOverloadDecl.newGlobalOverload(overload, SimpleType.STRING, SimpleType.STRING, SimpleType.INT)));
        cel.addFunctionBindings(CelFunctionBinding.fromOverloads(
                MASK_LAST, CelFunctionBinding.from(overload, String.class, Long.class, Masking::maskLast)));
    }

    @SuppressWarnings("Immutable") // Masking has no annotation to say so; it has one key for ever and a Mac per thread
    private static CelFunctionOverload.Unary<Object> token(Masking masking) {
        return value -> masking.token(ColumnType.text(value));
    }

    private static void unary(CelBuilder cel, String name, CelFunctionOverload.Unary<Object> function) {
        List<CelOverloadDecl> declarations = new ArrayList<>();
        List<CelFunctionBinding> bindings = new ArrayList<>();
        TYPES.forEach((type, javaType) -> {
            String overload = name + "_" + type.name();
            declarations.add(CelOverloadDecl.newGlobalOverload(overload, SimpleType.STRING, type));
            bindings.add(
                    CelFunctionBinding.from(overload, List.of(javaType), arguments -> function.apply(arguments[0])));
        });
        cel.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, declarations));
        cel.addFunctionBindings(CelFunctionBinding.fromOverloads(name, bindings));
    }
}
