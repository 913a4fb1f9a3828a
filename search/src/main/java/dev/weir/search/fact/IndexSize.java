package dev.weir.search.fact;

/**
 * How large an index is.
 *
 * @param documents how many there are, nested ones included
 * @param bytes of its primary shards
 * @param shards of one copy
 */
public record IndexSize(long documents, long bytes, int shards) {}
