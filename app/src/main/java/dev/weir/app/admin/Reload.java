package dev.weir.app.admin;

import java.util.List;

/** What came of a reload. */
public sealed interface Reload {
  /**
   * The configuration was read and is in force.
   *
   * @param changed whether it differs from what was in force
   * @param notes what takes a restart to change, one sentence each
   */
  record Done(boolean changed, List<String> notes) implements Reload {
    public Done {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Nothing has changed.
   *
   * @param mistakes all that is wrong, one sentence each
   */
  record Refused(List<String> mistakes) implements Reload {
    public Refused {
      mistakes = List.copyOf(mistakes);
    }
  }
}
