package dev.weir.app.config;

import dev.weir.app.config.bind.Mistake;
import java.nio.file.Path;
import java.util.List;

/** What is said about a wrong file: each mistake, its line with a caret, and how many there are. */
record Report(Path file, List<Mistake> mistakes, int more, boolean colored) {
  private static final String BOLD = "\033[1m";
  private static final String RED = "\033[31m";
  private static final String GREY = "\033[2m";
  private static final String PLAIN = "\033[0m";

  String text() {
    StringBuilder text = new StringBuilder();
    for (Mistake mistake : mistakes) {
      text.append(paint(BOLD, file + ":" + mistake.line() + ":" + mistake.column() + ":"))
          .append(' ');
      if (!mistake.path().isEmpty()) {
        text.append(mistake.path()).append(": ");
      }
      text.append(paint(RED, mistake.value()))
          .append(" (expected: ")
          .append(mistake.expected())
          .append(")\n");
      if (!mistake.excerpt().isEmpty()) {
        text.append(paint(GREY, "    " + mistake.excerpt()))
            .append("\n    ")
            .append(" ".repeat(mistake.caret()))
            .append(paint(RED, "^"))
            .append('\n');
      }
    }
    int count = mistakes.size() + more;
    text.append(file).append(": ").append(count).append(count == 1 ? " mistake" : " mistakes");
    if (more > 0) {
      text.append(", of which the first ").append(mistakes.size()).append(" are shown");
    }
    return text.toString();
  }

  private String paint(String color, String text) {
    return colored ? color + text + PLAIN : text;
  }
}
