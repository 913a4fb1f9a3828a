package dev.weir.app.demo;

import java.util.Arrays;
import java.util.Optional;

/** What a watcher can do to a node. */
enum Action {
  KILL("kill", "kill"),
  FREEZE("freeze", "freeze"),
  BACK("back", "bring back");

  private final String word;
  private final String phrase;

  Action(String word, String phrase) {
    this.word = word;
    this.phrase = phrase;
  }

  /** As typed: {@code weir demo kill 2}. */
  String word() {
    return word;
  }

  /** As in "bring back which node?". */
  String phrase() {
    return phrase;
  }

  static Optional<Action> ofWord(String word) {
    return Arrays.stream(values()).filter(action -> action.word.equals(word)).findFirst();
  }
}
