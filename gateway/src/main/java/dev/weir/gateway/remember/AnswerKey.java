package dev.weir.gateway.remember;

/**
 * What was asked, of which cluster, by whom: the SHA-256 of all of it, so that nobody can find
 * another request that is taken for the same.
 *
 * @param generation of the memory; what was remembered before it was cleared has another
 */
record AnswerKey(long generation, String cluster, long first, long second, long third, long last) {}
