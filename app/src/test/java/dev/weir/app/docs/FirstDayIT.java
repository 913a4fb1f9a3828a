package dev.weir.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.app.process.WeirProcess;
import dev.weir.testkit.OpenSearchCluster;
import dev.weir.testkit.load.BillIndex;
import dev.weir.testkit.load.Bills;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first day goes as its page says: each file, each command, and what it says, in that order.
 */
class FirstDayIT {
  private static final Path LAUNCHER = Path.of("../weir").toAbsolutePath().normalize();
  private static final String INDEX = "payments";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Commands that would do again what they have done, if they were asked again. */
  private static final String ORDER = "weir (block|limit|unblock|set|revert) .*";

  private final URI node = OpenSearchCluster.single().uris().getFirst();
  private final BillIndex index = new BillIndex(node, INDEX);
  private final Shown shown = new Shown();
  private final Path folder;
  private @Nullable WeirProcess weir;
  private @Nullable BillTraffic traffic;

  FirstDayIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void fill() throws Exception {
    // As it is where clients page far back, and amounts are no whole cents.
    index.create(
        BillIndex.definition(3, 0)
            .replace("\"settings\": {", "\"settings\": {\"index.max_result_window\": 100000,")
            .replace("\"long\"", "\"double\""));
    index.load(new Bills(1, 4_000), (_, _) -> {});
    // So that what a node's first searches cost is not what the page is about.
    try (BillTraffic first = BillTraffic.start(node.resolve("/" + INDEX + "/_search"))) {
      await().atMost(PATIENCE).until(() -> first.rounds() > 5);
    }
    Files.createSymbolicLink(
        Files.createDirectories(folder.resolve("bin")).resolve("weir"), LAUNCHER);
  }

  @AfterEach
  void end() throws Exception {
    if (traffic != null) {
      traffic.close();
    }
    if (weir != null) {
      weir.send(node, "DELETE", "/" + INDEX, "");
      weir.close();
    }
    index.close();
  }

  @Test
  void shouldGoAsThePageSays() throws Exception {
    for (Page.Block block : Page.of("docs/guide/first-day.md").blocks()) {
      switch (block.language()) {
        case "yaml" -> configure(block.text());
        case "console" -> {
          for (Dialogue dialogue : Dialogue.of(block.text())) {
            play(dialogue);
          }
        }
        default -> throw new AssertionError("a block that is not tried: " + block.text());
      }
    }
    assertThat(traffic).as("the page has started Weir").isNotNull();
  }

  /** Whole at once, since a Weir that runs looks at it. */
  private void configure(String yaml) throws Exception {
    Path file = folder.resolve("weir.new");
    Files.writeString(
        file,
        yaml.replace("http://10.0.0.1:9200", node.toString()).replace("over: 500ms", "over: 1ms"));
    Files.move(file, folder.resolve("weir.yaml"), StandardCopyOption.REPLACE_EXISTING);
    if (weir != null) {
      assertThat(weir.send(weir.admin(), "POST", "/-/reload", "").statusCode()).isEqualTo(200);
      awaitTraffic();
    }
  }

  private void play(Dialogue dialogue) throws Exception {
    if (dialogue.command().startsWith("weir run ")) {
      weir = WeirProcess.run(folder, dialogue.command().substring("weir run ".length()).split(" "));
      compare(dialogue, weir.output());
      traffic = BillTraffic.start(weir.listener().resolve("/" + INDEX + "/_search"));
      awaitTraffic();
    } else if (dialogue.command().matches(ORDER)) {
      compare(dialogue, typed(dialogue.command()));
    } else {
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .untilAsserted(() -> compare(dialogue, typed(dialogue.command())));
    }
  }

  private void awaitTraffic() {
    BillTraffic asking = Objects.requireNonNull(traffic);
    long before = asking.rounds();
    await().atMost(PATIENCE).until(() -> asking.rounds() > before + 1);
  }

  private void compare(Dialogue dialogue, String came) throws IOException {
    String asOnThePage = came.endsWith("\n") ? came : came + "\n";
    for (Map.Entry<String, String> address : addresses().entrySet()) {
      asOnThePage = asOnThePage.replace(address.getValue(), address.getKey());
    }
    assertThat(shown.fits(dialogue.output(), asOnThePage))
        .as(
            "%s is shown to say\n%s\nand has said\n%s",
            dialogue.command(), dialogue.output(), asOnThePage)
        .isTrue();
  }

  /** Addresses on the page, and what they stand for. */
  private Map<String, String> addresses() throws IOException {
    WeirProcess running = weir;
    return running == null
        ? Map.of()
        : Map.of(
            "127.0.0.1:9200", running.listener().getAuthority(),
            "127.0.0.1:9280", running.admin().getAuthority(),
            "10.0.0.1:9200", node.getAuthority());
  }

  private String typed(String command) throws Exception {
    String real = shown.real(command);
    for (Map.Entry<String, String> address : addresses().entrySet()) {
      real = real.replace(address.getKey(), address.getValue());
    }
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", real)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.merge("PATH", folder.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    environment.put("WEIR_BUILD", "never");
    environment.put("WEIR_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    if (weir != null) {
      environment.put("WEIR_ADMIN", weir.admin().toString());
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return output.replace("\r", "");
  }
}
