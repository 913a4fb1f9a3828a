package dev.weir.gateway.status;

import java.util.List;

/**
 * What queries are read, and what the rules have found in them.
 *
 * @param reading whether queries are read at all
 * @param profiles searches that were profiled since the start
 * @param known of these, those whose form was known by its bytes, so that they were not read
 * @param unread bodies that could not be read to their end
 * @param heldBytes bytes of bodies that are held to be read, beyond the first of each
 * @param denied bodies that were not read to their end because too much was held of others
 * @param rules every rule, whether it is on or off
 * @param facts what is known of the indices of each cluster, where facts are gathered
 * @param rewrites the rewrites in force
 * @param scrolls how many scrolls are open
 */
public record QueriesStatus(
    boolean reading,
    long profiles,
    long known,
    long unread,
    long heldBytes,
    long denied,
    List<RuleStatus> rules,
    List<FactStatus> facts,
    List<RewriteStatus> rewrites,
    ScrollsStatus scrolls) {
  /** No query is read. */
  public static final QueriesStatus NONE =
      new QueriesStatus(false, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), ScrollsStatus.NONE);

  public QueriesStatus {
    rules = List.copyOf(rules);
    facts = List.copyOf(facts);
    rewrites = List.copyOf(rewrites);
  }
}
