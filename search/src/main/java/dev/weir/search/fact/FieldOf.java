package dev.weir.search.fact;

/** A field of an index. */
public record FieldOf(String index, String field) {}
