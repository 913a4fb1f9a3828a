package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Span;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in words for people what the YAML parser could not read. */
final class SyntaxMistake {
  private SyntaxMistake() {}

  static InvalidYaml of(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    // Where the text ends, nothing is to be seen; where the open thing began, there is.
    boolean atEnd = problem.contains("end of stream") || problem.contains("<stream end>");
    Optional<Mark> context = e.getContextMark();
    Optional<Mark> mark = e.getProblemMark().or(() -> context);
    Span span = YamlReader.span(atEnd ? context.or(() -> mark) : mark, Optional.empty());
    int contextLine = context.map(Mark::getLine).map(line -> line + 1).orElse(span.line());
    String[] words = words(String.valueOf(e.getContext()), problem);
    return new InvalidYaml(span, Math.min(contextLine, span.line()), words[0], words[1]);
  }

  /** What is there, and what is expected. */
  private static String[] words(String context, String problem) {
    if (problem.contains("TAB")) {
      return new String[] {"a tab", "spaces for indentation"};
    }
    if (context.contains("quoted scalar")) {
      return problem.contains("escape")
          ? new String[] {"an unknown escape", "\\n, \\\", \\\\ or \\u0041, or single quotes"}
          : new String[] {"a quote that is not closed", "a closing quote"};
    }
    if (context.contains("flow sequence")) {
      return new String[] {"a list that goes wrong here", "',' or ']'"};
    }
    if (context.contains("flow mapping")) {
      return new String[] {"a mapping that goes wrong here", "',' or '}'"};
    }
    if (problem.contains("<block end>")) {
      return new String[] {"a line that fits nothing above", "the indentation of its neighbours"};
    }
    if (problem.contains("mapping values are not allowed")) {
      return new String[] {"a colon", "quotes around text with ': ', or another indentation"};
    }
    if (problem.contains("expected ':'")) {
      return new String[] {"a line without a colon", "key: value"};
    }
    if (problem.contains("undefined alias")) {
      return new String[] {"an alias", "one whose anchor is complete above"};
    }
    if (problem.contains("cannot start any token")) {
      return new String[] {"a character that YAML reserves", "quotes around the text"};
    }
    return new String[] {problem, "well-formed YAML"};
  }
}
