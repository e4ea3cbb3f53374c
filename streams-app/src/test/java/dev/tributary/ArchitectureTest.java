package dev.tributary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tributary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule shouldHaveNoPackageCycles =
            slices().matching("dev.tributary.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldImportDownwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("main")
            .definedBy("dev.tributary")
            .layer("cli")
            .definedBy("dev.tributary.cli..")
            .layer("app")
            .definedBy("dev.tributary.app..")
            .layer("snowflake")
            .definedBy("dev.tributary.snowflake..")
            .layer("topology")
            .definedBy("dev.tributary.topology..")
            .layer("join")
            .definedBy("dev.tributary.join..")
            .layer("change")
            .definedBy("dev.tributary.change..")
            .layer("projection")
            .definedBy("dev.tributary.projection..")
            .layer("errors")
            .definedBy("dev.tributary.errors..")
            .layer("serde")
            .definedBy("dev.tributary.serde..")
            .layer("pipeline")
            .definedBy("dev.tributary.pipeline..")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("main", "cli")
            .whereLayer("snowflake")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("topology")
            .mayOnlyBeAccessedByLayers("cli", "app", "snowflake")
            .whereLayer("join")
            .mayOnlyBeAccessedByLayers("topology", "cli", "app")
            .whereLayer("errors")
            .mayOnlyBeAccessedByLayers("topology", "cli", "app")
            .whereLayer("change")
            .mayOnlyBeAccessedByLayers("join", "topology", "cli", "app")
            .whereLayer("serde")
            .mayOnlyBeAccessedByLayers("change", "join", "projection", "errors", "topology", "cli", "app");

    @ArchTest
    static final ArchRule shouldKeepKafkaOutOfPlainValues = noClasses()
            .that()
            .resideInAnyPackage("dev.tributary.row..", "dev.tributary.pipeline..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.confluent..");
}
