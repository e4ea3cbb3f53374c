package dev.tributary.connect.duckdb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "dev.tributary.connect.duckdb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule shouldImportDownwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("task")
            .definedBy("dev.tributary.connect.duckdb")
            .layer("store")
            .definedBy("..duckdb.store")
            .layer("types")
            .definedBy("..duckdb.types")
            .whereLayer("task")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("task")
            .whereLayer("types")
            .mayOnlyBeAccessedByLayers("task", "store");

    @ArchTest
    static final ArchRule shouldHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("dev.tributary.connect.(**)")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldKnowNothingOfTheStreamsApp = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.streams..", "dev.tributary.app..", "dev.tributary.topology..");
}
