package dev.weir.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.bind.Binding;
import dev.weir.app.config.bind.Binding.Bound;
import dev.weir.app.config.bind.Binding.Refused;
import dev.weir.app.config.bind.Mistake;
import dev.weir.app.config.bind.Surroundings;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RandomConfigurationTest {
  private static final String SIGNS = "\n\t :-,[]{}&*#?|>!'\"%@`~";
  private static final int RUNS = 500;
  private static final Surroundings SURROUNDINGS = new Surroundings(Path.of("/etc"), name -> null);

  @Test
  void shouldReadWhatWasWrittenInWhateverWay() {
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Configuration configuration = new RandomConfigurations(random).next();
      String yaml = new RandomYaml(random, 0).write(configuration);

      Binding<Configuration> binding = bind(yaml.getBytes(UTF_8));

      assertThat(binding).as("seed %d:%n%s", seed, yaml).isInstanceOf(Bound.class);
      assertThat(((Bound<Configuration>) binding).value()).isEqualTo(configuration);
    }
  }

  @Test
  void shouldFindEveryMistakeAndNoOther() {
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Configuration configuration = new RandomConfigurations(random).next();
      RandomYaml writer = new RandomYaml(random, 1 + random.nextInt(20));
      String yaml = writer.write(configuration);

      Binding<Configuration> binding = bind(yaml.getBytes(UTF_8));

      assertThat(paths(binding)).as("seed %d:%n%s", seed, yaml).isEqualTo(writer.mistakes);
    }
  }

  @Test
  void shouldTakeAnyDamage() {
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Configuration configuration = new RandomConfigurations(random).next();
      byte[] yaml = new RandomYaml(random, 0).write(configuration).getBytes(UTF_8);
      for (int i = random.nextInt(8); i >= 0; i--) {
        damage(yaml, random);
      }

      Binding<Configuration> binding = bind(yaml);

      if (binding instanceof Refused<Configuration>(var mistakes, int more)) {
        assertThat(mistakes).as("seed %d", seed).isNotEmpty().isSorted();
        assertThat(more).isNotNegative();
        assertThat(mistakes).allMatch(mistake -> mistake.line() > 0 && mistake.column() > 0);
      }
    }
  }

  private static void damage(byte[] yaml, Random random) {
    int at = random.nextInt(yaml.length);
    int from = random.nextInt(yaml.length);
    switch (random.nextInt(3)) {
      case 0 -> yaml[at] = (byte) random.nextInt(256);
      case 1 -> yaml[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
      default -> {
        int length = random.nextInt(Math.min(40, yaml.length - Math.max(at, from)));
        System.arraycopy(yaml, from, yaml, at, length);
      }
    }
  }

  private static Set<String> paths(Binding<Configuration> binding) {
    return switch (binding) {
      case Bound<Configuration> bound -> new TreeSet<>();
      case Refused<Configuration> refused ->
          refused.mistakes().stream()
              .map(Mistake::path)
              .collect(Collectors.toCollection(TreeSet::new));
    };
  }

  private static Binding<Configuration> bind(byte[] yaml) {
    return Binding.of(Configuration.class, yaml, SURROUNDINGS);
  }
}
