package dev.weir.gateway.status;

/**
 * The answers that a switch has remembered, at a moment.
 *
 * @param entries how many
 * @param bytes what they take, by and large
 * @param maxBytes what they may
 * @param underWay bytes of answers that are just being taken down
 * @param hits reads that were answered from memory
 * @param misses reads that would have been, were their answer remembered
 * @param evictions answers that were forgotten for want of room, or for their age
 * @param passedOver answers that were not taken down, because too many were at that moment
 */
public record MemoryStatus(
    long entries,
    long bytes,
    long maxBytes,
    long underWay,
    long hits,
    long misses,
    long evictions,
    long passedOver) {}
