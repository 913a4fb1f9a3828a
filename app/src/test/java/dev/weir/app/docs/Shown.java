package dev.weir.app.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what a page shows with what has come, in what stays the same: not in numbers, times and
 * the widths of columns. An id on the page stands for the id that came in its place, in all that
 * follows; {@code …} stands for what the page leaves out, in a line of its own for whole lines.
 */
final class Shown {
  private static final Pattern PART =
      Pattern.compile(
          "(?<left>…)|(?<id>\\b[0-9a-f]{16}\\b)|(?<time>\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)"
              + "|(?<number>\\d[\\d.,]*)|(?<space> +)");
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z";

  private final Map<String, String> ids = new HashMap<>();

  /** A command of the page with the ids that there are in place of those of the page. */
  String real(String command) {
    String real = command;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      real = real.replace(id.getKey(), id.getValue());
    }
    return real;
  }

  /** Whether that is what the page shows; then its ids are known. */
  boolean fits(String page, String came) {
    List<String> named = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    page.lines()
        .forEach(
            line -> pattern.append(line.equals("…") ? "(?:.*\n)*?" : line(line, named) + "\n"));
    Matcher matcher = Pattern.compile(pattern.toString()).matcher(came);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < named.size(); i++) {
      ids.put(named.get(i), matcher.group(i + 1));
    }
    return true;
  }

  private String line(String line, List<String> named) {
    StringBuilder pattern = new StringBuilder();
    Matcher part = PART.matcher(line);
    int from = 0;
    while (part.find()) {
      pattern.append(Pattern.quote(line.substring(from, part.start())));
      pattern.append(part(part, named));
      from = part.end();
    }
    return pattern.append(Pattern.quote(line.substring(from))).append(" *").toString();
  }

  private String part(Matcher part, List<String> named) {
    String id = part.group("id");
    if (id != null) {
      String known = ids.get(id);
      if (known != null) {
        return Pattern.quote(known);
      }
      if (named.contains(id)) {
        return "\\" + (named.indexOf(id) + 1);
      }
      named.add(id);
      return "([0-9a-f]{16})";
    }
    if (part.group("left") != null) {
      return ".*";
    }
    if (part.group("time") != null) {
      return TIME;
    }
    return part.group("number") != null ? "\\d[\\d.,]*" : " +";
  }
}
