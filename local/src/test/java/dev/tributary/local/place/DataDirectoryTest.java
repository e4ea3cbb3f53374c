package dev.tributary.local.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void shouldRefuseASecondStartOnTheSameDirectory() throws Exception {
        Path root = folder.resolve("data");

        try (DataDirectory first = DataDirectory.open(root, false)) {
            assertThatThrownBy(() -> DataDirectory.open(first.root(), false))
                    .isInstanceOfSatisfying(
                            LocalException.class, e -> assertThat(e.exitCode()).isEqualTo(9))
                    .hasMessageContaining("in use by another ./tributary local")
                    .hasMessageContaining("--dir");
        }
        DataDirectory.open(root, false).close();
    }

    @Test
    void shouldThrowOldDataAwayOnlyWhenAskedTo() throws Exception {
        Path root = folder.resolve("data");
        try (DataDirectory first = DataDirectory.open(root, false)) {
            Files.writeString(first.folder("kafka").resolve("segment"), "old");
        }

        try (DataDirectory again = DataDirectory.open(root, false)) {
            assertThat(again.root().resolve("kafka/segment")).exists();
        }
        try (DataDirectory fresh = DataDirectory.open(root, true)) {
            assertThat(fresh.root().resolve("kafka")).doesNotExist();
        }
    }

    @Test
    void shouldNeverEmptyADirectoryThatIsNotOurs() throws Exception {
        Path precious = Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> DataDirectory.open(folder, true)).hasMessageContaining("holds other files");
        assertThat(precious).exists();
    }

    @Test
    void shouldMakeSecretsOnceForTheOwnersEyesOnly() throws Exception {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            String key = Secrets.of(directory).value(Secrets.TOKEN_KEY);

            assertThat(key).hasSizeGreaterThanOrEqualTo(43);
            assertThat(Secrets.of(directory).value(Secrets.TOKEN_KEY)).isEqualTo(key);
            assertThat(Files.getPosixFilePermissions(directory.root().resolve("secrets.properties")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
