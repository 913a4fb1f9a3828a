package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.app.admin.AdminServer;
import dev.weir.app.admin.Reload;
import dev.weir.app.fakes.RawHttp;
import dev.weir.gateway.status.DemandStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A gateway with traffic, what is proposed for it, and whether that can be pasted. */
class SuggestLimitsTest {
  private static final String FIRST =
      """
      listeners: [{address: "127.0.0.1:0"}]
      admin: {address: "127.0.0.1:0"}
      clusters: [{name: main, nodes: ["http://127.0.0.1:1"]}]
      tenants:
        known:
          - {name: giant, headers: [{name: X-Team, value: giant}]}
          - {name: small, headers: [{name: X-Team, value: small}]}
      """;

  @TempDir Path folder;
  private Path file = Path.of("weir.yaml");

  @BeforeEach
  void place() {
    file = folder.resolve("weir.yaml");
  }

  @Test
  void shouldProposeWhatCanBePastedWhereNothingIsLimitedYet() throws Exception {
    Files.writeString(file, FIRST);
    try (Program program = start();
        AdminServer admin = program.startAdmin()) {
      ask(program, 200);

      String proposal = suggest(admin);

      assertThat(proposal)
          .containsPattern("# giant +200")
          .containsPattern("# small +20 ")
          .contains("tenants: [giant]", "by: tenant, exempt: [giant]", "cluster: main");
      assertThat(proposal.lines().filter(line -> line.startsWith("  - ")))
          .hasSize(3)
          .allMatch(line -> line.contains("mode: observe"));
      Files.writeString(file, FIRST + proposal);
      assertThat(check()).contains("no mistakes");
      assertThat(program.reload()).isEqualTo(new Reload.Done(true, List.of()));

      // And what was proposed is observed from then on.
      ask(program, 200);
      assertThat(suggest(admin)).contains("it could be enforced", "stays: it would bound at");
    }
  }

  @Test
  void shouldProposeOtherNumbersForWhatIsObservedAndLeaveTheRest() throws Exception {
    Files.writeString(
        file,
        FIRST
            + """
            limits:
              - {name: tried, by: tenant, requests: 2, mode: observe}
              - {name: hard, requests: 100000, within: 10s, algorithm: sliding-window}
              - {name: apart, by: address, requests: 100000, indices: ['*', 'it''s: #1']}
            lanes:
              - name: all
                cluster: main
                concurrency: 50
                endpoints: {named: ['10.0.0.1:9200']}
            """);
    try (Program program = start();
        AdminServer admin = program.startAdmin()) {
      ask(program, 200);

      String proposal = suggest(admin);

      assertThat(proposal)
          .containsPattern("tenant giant had at most \\d+ requests")
          .containsPattern("its 2 would have turned \\d+ of 220 requests")
          .containsPattern("name: tried, by: tenant, requests: \\d{2,}")
          .contains("stays: it is enforced, and turned 0 of 220 requests (0.00 %) away")
          .contains("{name: hard, requests: 100000, within: 10s, algorithm: sliding-window}");
      String pasted = FIRST + proposal;
      Files.writeString(file, pasted);
      assertThat(check()).contains("no mistakes");
      assertThat(program.configuration().limits().subList(1, 3))
          .isEqualTo(new FileConfiguration(file, none()).read().limits().subList(1, 3));
      assertThat(program.configuration().lanes())
          .isEqualTo(new FileConfiguration(file, none()).read().lanes());
    }
  }

  @Test
  void shouldSayThatThereIsNothingToGoBy() throws Exception {
    Files.writeString(file, FIRST);
    try (Program program = start();
        AdminServer admin = program.startAdmin()) {
      String proposal = suggest(admin);

      assertThat(proposal).contains("too little to propose anything");
      Files.writeString(file, FIRST + proposal);
      assertThat(check()).contains("no mistakes");
    }
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err, true));

    assertThat(commandLine.execute("suggest", "limits", "--admin", "http://127.0.0.1:1"))
        .isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("is weir running there?");
  }

  /** A giant asks for so many, a small one for a tenth, and what they did is seen. */
  private static void ask(Program program, int requests) throws IOException {
    for (int i = 0; i < requests; i++) {
      askAs(program, "giant");
      if (i % 10 == 0) {
        askAs(program, "small");
      }
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                demand(program).stream()
                    .allMatch(
                        of -> of.keys().stream().allMatch(each -> each.peaks().busySeconds() > 0)));
  }

  private static List<DemandStatus> demand(Program program) {
    return program.status().admission().demand();
  }

  private static void askAs(Program program, String team) throws IOException {
    RawHttp.exchange(
        program.addresses().getFirst(), "PUT /a/_doc/1 HTTP/1.1", "Host: a", "X-Team: " + team);
  }

  private static String suggest(AdminServer admin) {
    String url = "http://127.0.0.1:" + admin.address().getPort();
    return run("suggest", "limits", "--admin", url);
  }

  private String check() {
    return run("check", file.toString());
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    assertThat(commandLine.execute(arguments)).as(out.toString()).isZero();
    return out.toString();
  }

  private static CommandLineSettings none() {
    return new CommandLineSettings(List.of(), null, null);
  }

  private Program start() throws Exception {
    ConfigurationSource source = new FileConfiguration(file, none());
    return Program.start(source, source.read());
  }
}
