package dev.weir.search.rule;

import dev.weir.search.Language;
import dev.weir.search.Operation;
import dev.weir.search.bulk.BulkLook;
import dev.weir.search.index.IndexList;
import dev.weir.search.profile.SearchProfile;

/**
 * A request as rules see it.
 *
 * @param profile what its body and its target say of a search; an empty one if it is none
 * @param operation what kind of request it is
 * @param indices what it goes over
 * @param target what its target says beside
 * @param bulk what is known of its bulk; {@link BulkLook#NONE} if it is none
 * @param facts what is known of these indices
 * @param scrolls how many scrolls its tenant has open with the one that it opens; 0 if it opens
 *     none, or that is not known
 */
public record Asked(
    SearchProfile profile,
    Operation operation,
    IndexList indices,
    TargetOptions target,
    BulkLook bulk,
    IndexFacts facts,
    int scrolls) {

  /** What opens no scroll. */
  public Asked(
      SearchProfile profile,
      Operation operation,
      IndexList indices,
      TargetOptions target,
      BulkLook bulk,
      IndexFacts facts) {
    this(profile, operation, indices, target, bulk, facts, 0);
  }

  /** A search whose target says nothing beside. */
  public Asked(SearchProfile profile, Operation operation, IndexList indices, IndexFacts facts) {
    this(profile, operation, indices, TargetOptions.NONE, BulkLook.NONE, facts);
  }

  /**
   * Whether it asks the indices that it names, or all if it names none. A point in time has its
   * indices from where it was opened; a statement that names none asks none, unless they stand in
   * its path.
   */
  boolean asksIndices() {
    return switch (operation) {
      case SEARCH, MULTI_SEARCH, COUNT -> !profile.hasPointInTime();
      case STATEMENT ->
          profile.statement().sourceCount() > 0 || profile.statement().language() == Language.EQL;
      default -> false;
    };
  }

  /** The same, with other facts. */
  public Asked with(IndexFacts others) {
    return new Asked(profile, operation, indices, target, bulk, others, scrolls);
  }
}
