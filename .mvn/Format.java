import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs google-java-format over every source of the house: {@code check}, {@code apply} or {@code skip}. */
class Format {
  public static void main(String[] args) throws Exception {
    String mode = args[0];
    if (mode.equals("skip")) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.addAll(
        mode.equals("apply") ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    try (var files = Files.walk(Path.of("."))) {
      files
          .filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/"))
          .filter(file -> !file.toString().contains("/target/"))
          .map(Path::toString)
          .forEach(command::add);
    }
    if (command.getLast().startsWith("--")) {
      return;
    }
    int code =
        new Main(new PrintWriter(System.out, true), new PrintWriter(System.err, true), System.in)
            .format(command.toArray(String[]::new));
    if (code != 0) {
      System.err.println("Not formatted: run  mvn -N process-sources -Dweir.format=apply");
    }
    System.exit(code);
  }
}
