package dev.weir.gateway.status;

import java.time.Instant;

/**
 * A limit or a lane that has been set by hand for a time.
 *
 * @param kind {@code limit} or {@code lane}
 * @param name whose it is
 * @param value what it is set to, in words
 * @param configured what it goes back to
 * @param until when it goes back
 * @param why as whoever has set it has said
 */
public record HoldStatus(
    String kind, String name, String value, String configured, Instant until, String why) {}
