package dev.tributary.connect.stand;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "dev.tributary.connect", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] SHARED = {
        "..connect.changes",
        "..connect.rows",
        "..connect.cells",
        "..connect.aws",
        "..connect.objects",
        "..connect.shards"
    };

    @ArchTest
    static final ArchRule shouldImportDownwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("task")
            .definedBy("dev.tributary.connect.duckdb")
            .layer("store")
            .definedBy("..duckdb.store")
            .layer("rows")
            .definedBy("..connect.rows")
            .layer("cells")
            .definedBy("..connect.cells")
            .whereLayer("task")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("task")
            .whereLayer("cells")
            .mayOnlyBeAccessedByLayers("task", "store", "rows");

    @ArchTest
    static final ArchRule shouldLetNoPluginLeanOnAnother = SlicesRuleDefinition.slices()
            .matching("dev.tributary.connect.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAnyPackage(SHARED));

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
