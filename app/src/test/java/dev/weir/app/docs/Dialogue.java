package dev.weir.app.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that a page shows behind {@code $}, and what it is shown to say.
 *
 * @param command as it is typed; its further lines stand behind {@code >}
 * @param output with a line break behind each line
 */
record Dialogue(String command, String output) {
  private static final String PROMPT = "$ ";
  private static final String GOES_ON = "> ";

  /** Those of one block. */
  static List<Dialogue> of(String block) {
    List<Dialogue> dialogues = new ArrayList<>();
    List<String> lines = block.lines().toList();
    for (int i = 0; i < lines.size(); ) {
      if (!lines.get(i).startsWith(PROMPT)) {
        throw new IllegalArgumentException("not a command: " + lines.get(i));
      }
      StringBuilder command = new StringBuilder(lines.get(i++).substring(PROMPT.length()));
      while (i < lines.size() && lines.get(i).startsWith(GOES_ON)) {
        command.append('\n').append(lines.get(i++).substring(GOES_ON.length()));
      }
      StringBuilder output = new StringBuilder();
      while (i < lines.size() && !lines.get(i).startsWith(PROMPT)) {
        output.append(lines.get(i++)).append('\n');
      }
      dialogues.add(new Dialogue(command.toString(), output.toString()));
    }
    return dialogues;
  }
}
