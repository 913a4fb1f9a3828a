package dev.weir.flow.demand;

/**
 * What one has asked for, as far as it was looked at.
 *
 * @param requests all together
 * @param busySeconds how many seconds had any
 * @param usual requests in a second that hardly any busy second exceeded: 99 of 100 had no more, to
 *     an eighth
 * @param second most requests within any second, to a tenth of one
 * @param tenSeconds most within ten seconds
 * @param minute most within a minute
 * @param active most that were under way or waiting at once
 */
public record Peaks(
    long requests,
    long busySeconds,
    long usual,
    long second,
    long tenSeconds,
    long minute,
    int active) {}
