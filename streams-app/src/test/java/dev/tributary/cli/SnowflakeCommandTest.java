package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.app.ExitCode;
import dev.tributary.config.PropertyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SnowflakeCommandTest {
    private static final String PIPELINE = "../config/pipelines/payroll.properties";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldPrintTheSqlThatIsShipped() throws IOException {
        assertThat(run("snowflake", "ddl", "--pipeline", PIPELINE))
                .as(err::toString)
                .isZero();

        Path shipped = Path.of("../schemas/snowflake/payroll.sql");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(shipped.getParent());
            Files.writeString(shipped, out.toString());
        }
        assertThat(out.toString())
                .as("if the change is meant: -Dgolden.write=true")
                .isEqualTo(Files.readString(shipped));
    }

    @Test
    void shouldPutTheTablesWhereItIsTold() {
        assertThat(run(
                        "snowflake",
                        "ddl",
                        "--pipeline",
                        PIPELINE,
                        "--database",
                        "Lake",
                        "--schema",
                        "hr",
                        "--warehouse",
                        "small",
                        "--role",
                        "loader",
                        "--user",
                        "kafka",
                        "--lag",
                        "2 hours"))
                .isZero();

        assertThat(out.toString())
                .contains("CREATE TABLE IF NOT EXISTS lake.hr.payroll_complete (")
                .contains("TARGET_LAG = '2 hours'\n  WAREHOUSE = small")
                .contains("GRANT ROLE loader TO USER kafka;")
                .contains("GRANT INSERT, EVOLVE SCHEMA ON TABLE lake.hr.payroll_complete TO ROLE loader;")
                .doesNotContain("tributary_");
    }

    @Test
    void shouldPrintViewsOnRequest() {
        assertThat(run("snowflake", "ddl", "--pipeline", PIPELINE, "--views")).isZero();

        assertThat(out.toString())
                .contains("CREATE OR REPLACE VIEW tributary.payroll.payroll_complete_current AS\nSELECT")
                .doesNotContain("DYNAMIC");
    }

    @Test
    void shouldRefuseAnOutputWhoseDeletesAnAppendOnlyTableCannotSee() throws IOException {
        String pipeline = Files.readString(Path.of(PIPELINE))
                .replace(
                        "../../schemas",
                        Path.of("../schemas").toAbsolutePath().normalize().toString());
        Path file = Files.writeString(
                folder.resolve("p.properties"),
                pipeline + "\noutput.payroll_complete.deletes = tombstone\n"
                        + "output.payroll_complete.field.valid_from = payroll.email\n");
        Files.writeString(
                file, Files.readString(file).replace("payroll.gender, payroll.email", "payroll.gender, valid_from"));

        assertThat(run("snowflake", "ddl", "--pipeline", file.toString())).isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString())
                .contains(
                        "output.payroll_complete.deletes: is tombstone, which leaves nothing in a table that is only appended"
                                + " to; write row or both")
                .contains("column valid_from is there twice in Snowflake; rename the column");
    }

    @Test
    void shouldRefuseNamesThatAreNone() {
        assertThat(run("snowflake", "ddl", "--pipeline", PIPELINE, "--role", "a b"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run("snowflake", "ddl", "--pipeline", PIPELINE, "--lag", "soon"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run("snowflake")).isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString()).contains("--role: 'a b' is no name").contains("--lag: 'soon' is no lag");
    }

    @Test
    void shouldMakeAKeyPairThatOnlyItsOwnerReads() throws IOException {
        Path keys = folder.resolve("keys");

        assertThat(run("snowflake", "keygen", "--dir", keys.toString(), "--user", "kafka"))
                .isZero();

        try (Stream<Path> files = Files.list(keys)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(Files.readString(keys.resolve("rsa_key.p8"))).startsWith("-----BEGIN PRIVATE KEY-----\nMII");
        String publicKey = Files.readString(keys.resolve("rsa_key.pub"))
                .lines()
                .filter(line -> !line.startsWith("-"))
                .reduce("", String::concat);
        assertThat(Files.readString(keys.resolve("alter-user.sql")))
                .isEqualTo("ALTER USER kafka SET RSA_PUBLIC_KEY = '" + publicKey + "';\n");
        String oneLine = PropertyFile.read(keys.resolve("snowflake.properties"))
                .value("private.key")
                .orElseThrow();
        assertThat(Files.readString(keys.resolve("rsa_key.p8")).replaceAll("-.*-|\n", ""))
                .isEqualTo(oneLine);
        assertThat(out.toString())
                .contains("ALTER USER kafka SET RSA_PUBLIC_KEY")
                .contains("snowflake.private.key = ${file:" + keys.resolve("snowflake.properties") + ":private.key}")
                .doesNotContain(oneLine);
    }

    @Test
    void shouldEncryptWithThePassphraseOfAFile() throws IOException {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "a = b: c\\d #1\nnot this\n");
        Path keys = folder.resolve("keys");

        assertThat(run("snowflake", "keygen", "--dir", keys.toString(), "--passphrase-file", passphrase.toString()))
                .isZero();

        assertThat(Files.readString(keys.resolve("rsa_key.p8"))).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(PropertyFile.read(keys.resolve("snowflake.properties")).value("private.key.passphrase"))
                .contains("a = b: c\\d #1");
        assertThat(out.toString()).doesNotContain("c\\d");
    }

    @Test
    void shouldNotOverwriteAKeyThatMayBeInUse() throws IOException {
        Path used = Files.writeString(folder.resolve("rsa_key.pub"), "in use");

        assertThat(run("snowflake", "keygen", "--dir", folder.toString())).isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString()).contains(used + " is there already: a key that is in use would be lost");
        assertThat(folder.resolve("rsa_key.p8")).doesNotExist();
        assertThat(used).hasContent("in use");
    }

    @Test
    void shouldRefuseAnEmptyPassphrase() throws IOException {
        Path empty = Files.writeString(folder.resolve("passphrase"), "\n");

        assertThat(run(
                        "snowflake",
                        "keygen",
                        "--dir",
                        folder.resolve("k").toString(),
                        "--passphrase-file",
                        empty.toString()))
                .isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString()).contains("its first line is no passphrase");
        assertThat(folder.resolve("k")).doesNotExist();
    }

    private int run(String... arguments) {
        CommandLine command =
                RootCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
