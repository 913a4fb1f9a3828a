package dev.weir.gateway.status;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the indices of a cluster.
 *
 * @param cluster its name
 * @param names how many indices, aliases and data streams are known
 * @param mappings of how many indices the fields are known
 * @param cardinalities of how many fields it is known how many values they have
 * @param answered how many questions were answered
 * @param failed how many were not
 * @param problem why the last one was not; null if it was
 */
public record FactStatus(
    String cluster,
    int names,
    int mappings,
    int cardinalities,
    long answered,
    long failed,
    @Nullable String problem) {}
