package dev.weir.search.rewrite;

import org.jspecify.annotations.Nullable;

/**
 * A search written otherwise.
 *
 * @param body the new body; null if it stays as it is
 * @param target the new target; null if it stays as it is
 * @param applied a bit for each rewrite that changed something, by its place in the list
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once, never compared.
public record Rewritten(byte @Nullable [] body, @Nullable String target, long applied) {}
