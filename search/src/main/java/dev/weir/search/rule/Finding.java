package dev.weir.search.rule;

/**
 * What a rule has found in a search.
 *
 * @param rule its id
 * @param what what was found, with the value and the limit
 * @param measured the value
 * @param limit what would have passed; 0 where there is no number to it
 * @param cure what to do instead
 */
public record Finding(String rule, String what, long measured, long limit, String cure) {}
