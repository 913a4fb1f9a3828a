package dev.weir.search.rule;

import dev.weir.search.Operation;
import dev.weir.search.index.IndexList;
import dev.weir.search.profile.SearchProfile;

/**
 * A search as rules see it.
 *
 * @param profile what its body and its target say
 * @param operation what kind of request it is
 * @param indices what it goes over
 * @param facts what is known of these indices
 */
public record Asked(
    SearchProfile profile, Operation operation, IndexList indices, IndexFacts facts) {}
