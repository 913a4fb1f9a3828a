package dev.weir.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.FilterFactory;
import dev.weir.search.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The floors of the house: what may stand on what, and what the ground floor may not do. */
class FloorsTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.weir");

  private static final String[] GROUND = {"dev.weir.flow..", "dev.weir.search.."};
  private static final String[] MIDDLE = {
    "dev.weir.gateway..", "dev.weir.discovery..", "dev.weir.cache..", "dev.weir.sync.."
  };

  /** Where time, sockets and threads come from. */
  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.InstantSource.system");

  @Test
  void shouldReadTheClassesOfEveryFloor() {
    assertThat(HOUSE.contain(Main.class)).isTrue();
    assertThat(HOUSE.contain(Gateway.class)).isTrue();
    assertThat(HOUSE.contain(Operation.class)).isTrue();
  }

  @Test
  void shouldLetTheGroundFloorKnowNothingAboveOrBeside() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.weir.flow..")
            .should()
            .dependOnClassesThat(weirOutside("dev.weir.flow")));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.weir.search..")
            .should()
            .dependOnClassesThat(weirOutside("dev.weir.search")));
  }

  @Test
  void shouldLetTheMiddleFloorKnowNothingAbove() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(MIDDLE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weir.app..", "dev.weir.testkit.."));
  }

  @Test
  void shouldPutSourcesAboveTheGatewayAndItsPublicPartsOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.weir.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.weir.discovery.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.weir.discovery..")
            .or()
            .resideInAnyPackage("dev.weir.gateway.discovery", "dev.weir.gateway.fleet")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .orShould()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "belong to the inside of the gateway",
                    type ->
                        type.getPackageName().startsWith("dev.weir.gateway")
                            && !type.getPackageName().equals("dev.weir.gateway.discovery")
                            && !type.getPackageName().equals("dev.weir.gateway.fleet")
                            && !type.getPackageName().equals("dev.weir.gateway.settings"))));
  }

  @Test
  void shouldKeepTheTestkitBeside() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.weir.testkit..")
            .should()
            .dependOnClassesThat(weirOutside("dev.weir.testkit")));
  }

  @Test
  void shouldKeepNetworksAndThreadsOffTheGroundFloor() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(GROUND)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.nio.channels..", "java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.net\\.(Server|Datagram|Multicast)?Socket|java\\.lang\\.Thread.*"
                    + "|java\\.util\\.Timer|java\\.util\\.concurrent\\.(Executor.*|.*Executor.*)"));
  }

  @Test
  void shouldHandTheTimeToTheGroundFloor() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(GROUND)
            .should()
            .callCodeUnitWhere(
                DescribedPredicate.<JavaCall<?>>describe(
                    "a clock is read",
                    call ->
                        CLOCKS.contains(
                            call.getTargetOwner().getName() + "." + call.getTarget().getName()))));
  }

  @Test
  void shouldShowNothingOfTheRiverInThePublicApi() {
    List<String> open =
        List.of("dev.weir.gateway.filter", "dev.weir.gateway.settings", "dev.weir.gateway.status");
    for (String api : open) {
      check(
          noClasses()
              .that()
              .resideInAPackage(api)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.netty..")
              .orShould()
              .dependOnClassesThat(
                  DescribedPredicate.describe(
                      "belong to the rest of the gateway",
                      type ->
                          type.getPackageName().startsWith("dev.weir.gateway")
                              && !type.getPackageName().equals(api))));
    }
  }

  @Test
  void shouldWriteFiltersAgainstThePublicApiAlone() {
    check(
        noClasses()
            .that(implementAFilter())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .orShould()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "belong to the inside of the gateway",
                    type ->
                        type.getPackageName().startsWith("dev.weir.gateway")
                            && !type.getPackageName().equals("dev.weir.gateway.filter")
                            // What the filter for queries is made of.
                            && !type.getPackageName().equals("dev.weir.gateway.query")
                            && !type.getPackageName().equals("dev.weir.gateway.shape")
                            && !isFilter(type)))
            .allowEmptyShould(true));
  }

  @Test
  void shouldMarkEveryPackageForNull() {
    List<String> unmarked =
        HOUSE.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(java -> !java.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void shouldCallThingsByWholeWords() {
    check(
        classes()
            .that()
            .areTopLevelClasses()
            .should()
            .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)|.*\\.I[A-Z][a-z].*"));
  }

  private static void check(ArchRule rule) {
    rule.check(HOUSE);
  }

  private static DescribedPredicate<JavaClass> weirOutside(String own) {
    return DescribedPredicate.describe(
        "are Weir's, outside " + own,
        type ->
            type.getPackageName().startsWith("dev.weir") && !type.getPackageName().startsWith(own));
  }

  private static DescribedPredicate<JavaClass> implementAFilter() {
    return DescribedPredicate.describe("implement a filter or its factory", FloorsTest::isFilter);
  }

  private static boolean isFilter(JavaClass type) {
    return !type.isInterface()
        && (type.isAssignableTo(Filter.class) || type.isAssignableTo(FilterFactory.class));
  }
}
