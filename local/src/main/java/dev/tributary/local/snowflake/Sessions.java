package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What the JDBC driver asks: logins, and statements within the sessions that they open. */
final class Sessions {

    private static final String PREFIX = "Snowflake Token=\"";

    private final Account account;
    private final Jwt jwt;
    private final Statements statements;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    Sessions(Account account, Jwt jwt, Statements statements) {
        this.account = account;
        this.jwt = jwt;
        this.statements = statements;
    }

    ObjectNode login(Call call) {
        try {
            JsonNode data = call.body().path("data");
            if (!"SNOWFLAKE_JWT".equals(data.path("AUTHENTICATOR").asText())) {
                throw Unauthorized.token("not a key pair login");
            }
            jwt.verify(data.path("TOKEN").asText());
            requireRole(call.parameter("roleName"));
            return Answers.success(session());
        } catch (Unauthorized e) {
            return Answers.refused(e);
        }
    }

    private void requireRole(String role) throws Unauthorized {
        if (!role.isEmpty() && !role.toUpperCase(Locale.ROOT).equals(account.role())) {
            throw new Unauthorized(
                    "390189", "Role '" + role + "' specified in the connect string does not exist or not authorized.");
        }
    }

    private ObjectNode session() {
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        ObjectNode data = Answers.object()
                .put("token", token)
                .put("masterToken", UUID.randomUUID().toString());
        data.put("validityInSeconds", 3600).put("masterValidityInSeconds", 14_400);
        data.put("serverVersion", "8.40.0").put("sessionId", tokens.size());
        ArrayNode parameters = data.putArray("parameters");
        // the driver fails with a NullPointerException when it is not told this one
        parameters.addObject().put("name", "AUTOCOMMIT").put("value", true);
        parameters.addObject().put("name", "CLIENT_TELEMETRY_ENABLED").put("value", false);
        data.putObject("sessionInfo")
                .put("databaseName", account.database())
                .put("schemaName", account.schema())
                .put("roleName", account.role());
        return data;
    }

    ObjectNode query(Call call) throws SQLException {
        String token = call.authorization().startsWith(PREFIX)
                ? call.authorization()
                        .substring(PREFIX.length(), call.authorization().length() - 1)
                : "";
        if (!tokens.contains(token)) {
            return Answers.refused(new Unauthorized("390104", "Session no longer exists.  New login required."));
        }
        try {
            return Answers.success(statements.answer(call.body().path("sqlText").asText(), bindings(call.body())));
        } catch (SqlFailure e) {
            return Answers.failed(e);
        }
    }

    private static List<String> bindings(JsonNode body) {
        List<String> values = new ArrayList<>();
        JsonNode bindings = body.path("bindings");
        for (int i = 1; bindings.has(Integer.toString(i)); i++) {
            values.add(bindings.path(Integer.toString(i)).path("value").asText());
        }
        return values;
    }

    /** A streaming request carries its own proof instead of a session. */
    void requireBearer(Call call) throws Unauthorized {
        String bearer = "Bearer ";
        if (!call.authorization().startsWith(bearer)) {
            throw Unauthorized.token("absent");
        }
        jwt.verify(call.authorization().substring(bearer.length()));
    }
}
