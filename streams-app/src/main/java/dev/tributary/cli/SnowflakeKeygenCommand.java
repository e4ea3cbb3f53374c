package dev.tributary.cli;

import dev.tributary.app.ExitCode;
import dev.tributary.app.StartFailure;
import dev.tributary.snowflake.ConnectorKey;
import dev.tributary.snowflake.KeyFiles;
import dev.tributary.snowflake.SqlName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the key pair that the connector signs in with. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the RSA key pair that the connector signs in with: " + KeyFiles.PRIVATE + " (PKCS#8) and "
                    + KeyFiles.PUBLIC + ",",
            KeyFiles.PROPERTIES + " with the private key as Connect's FileConfigProvider reads it, and " + KeyFiles.SQL
                    + ".",
            "Readable by you alone; nothing that is there is overwritten."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tributary snowflake keygen --dir /etc/tributary/snowflake",
            "  ./tributary snowflake keygen --dir keys --user loader --passphrase-file passphrase.txt",
            "",
            "Exit codes: 0 written, 2 a file is there already, or the passphrase cannot be used."
        })
final class SnowflakeKeygenCommand implements Callable<Integer> {
    /** What every reader of PKCS#8 agrees on. */
    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]+");

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the files go; made when missing. Default: snowflake-key")
    private Path folder = Path.of("snowflake-key");

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "The connector's Snowflake user. Default: tributary_connector")
    private String user = SnowflakeDdlCommand.PRINCIPAL;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "Encrypts the private key with the first line of this file (PBES2, AES-256). The worker then needs"
                            + " bc-fips and bcpkix-fips beside the connector.")
    private @Nullable Path passphraseFile;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        SqlName name = SnowflakeDdlCommand.name("--user", user);
        Optional<String> passphrase = Optional.ofNullable(passphraseFile).map(SnowflakeKeygenCommand::passphrase);
        ConnectorKey key = ConnectorKey.generate();
        write(key, passphrase, name);
        PrintWriter out = RootCommand.out(Objects.requireNonNull(spec));
        out.println("wrote " + folder.resolve(KeyFiles.PRIVATE) + (passphrase.isPresent() ? " (encrypted)" : "") + ", "
                + KeyFiles.PUBLIC + ", " + KeyFiles.PROPERTIES + ", " + KeyFiles.SQL);
        out.println();
        out.println("1. In Snowflake, as a user who owns " + name + " (" + KeyFiles.SQL + "):");
        out.println("   " + KeyFiles.alterUser(key, name));
        out.println("2. In the connector's file, with config.providers = file on the worker:");
        String provider =
                "${file:" + folder.resolve(KeyFiles.PROPERTIES).toAbsolutePath().normalize() + ":";
        out.println("   snowflake.user.name = " + name);
        out.println("   snowflake.private.key = " + provider + "private.key}");
        if (passphrase.isPresent()) {
            out.println("   snowflake.private.key.passphrase = " + provider + "private.key.passphrase}");
        }
        out.println("   The worker must be able to read " + KeyFiles.PROPERTIES + ": it is yours alone now.");
        out.println("3. User, role and tables: ./tributary snowflake ddl; then ./tributary check --connect");
        out.flush();
        return ExitCode.OK.code();
    }

    private void write(ConnectorKey key, Optional<String> passphrase, SqlName name) {
        try {
            new KeyFiles(folder).write(key, passphrase, name);
        } catch (FileAlreadyExistsException there) {
            throw refused(
                    there.getMessage() + " is there already: a key that is in use would be lost. Choose another --dir,"
                            + " or move the files away");
        } catch (IOException e) {
            throw refused("cannot write to " + folder + " (" + e + "); choose another --dir");
        } catch (UnsupportedOperationException e) {
            throw refused(
                    folder + " is on a file system without owners' rights, where a key would be readable by others;"
                            + " choose another --dir");
        }
    }

    private static String passphrase(Path file) {
        try {
            String first = Files.readString(file).lines().findFirst().orElse("");
            if (!PRINTABLE_ASCII.matcher(first).matches()) {
                throw refused(file + ": its first line is no passphrase: write letters, digits and signs of ASCII");
            }
            return first;
        } catch (IOException e) {
            throw refused("cannot read " + file + " (" + e.getClass().getSimpleName() + "); check --passphrase-file");
        }
    }

    private static StartFailure refused(String why) {
        return new StartFailure(ExitCode.USAGE, why);
    }
}
