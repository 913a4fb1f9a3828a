package dev.weir.gateway.status;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/**
 * One change of state.
 *
 * @param at when
 * @param subject what changed: the name of an endpoint, a route, a switch, a limit
 * @param cause why, in words
 */
public record StateChange(Instant at, String subject, Kind kind, String cause) {
  /** What has happened. */
  public enum Kind {
    /** An endpoint answers its checks again. */
    ENDPOINT_UP,
    /** An endpoint does not answer its checks. */
    ENDPOINT_DOWN,
    /** An endpoint owes answers and gives no byte, not to a check either. */
    ENDPOINT_SILENT,
    /** A byte has come from an endpoint that was silent. */
    ENDPOINT_HEARD,
    /** Requests have shown that an endpoint is worse than the others. */
    ENDPOINT_EJECTED,
    /** An endpoint should have been ejected, but too many are out. */
    EJECTION_REFUSED,
    /** An endpoint that was ejected is asked again, in steps. */
    ENDPOINT_RETURNED,
    /** An endpoint that came back gets all of its requests again. */
    ENDPOINT_RECOVERED,
    /** An endpoint was taken out by hand. */
    ENDPOINT_HELD,
    /** An endpoint that was taken out by hand is in again. */
    ENDPOINT_RELEASED,
    /** A route's requests are turned away. */
    BREAKER_OPEN,
    /** A route's requests pass again, in steps. */
    BREAKER_RECOVERING,
    /** A route's requests all pass again. */
    BREAKER_CLOSED,
    /** Reads go to the standby. */
    STANDBY_TAKES_OVER,
    /** Reads go back from the standby, in steps. */
    STANDBY_GIVES_BACK,
    /** No reads go to the standby any more. */
    STANDBY_RESTS,
    /** Reads go to the standby by hand. */
    STANDBY_ORDERED,
    /** Reads do not go to the standby by hand. */
    STANDBY_FORBIDDEN,
    /** What was ordered by hand has ended. */
    STANDBY_AUTOMATIC,
    /** A switch is on. */
    SWITCH_ON,
    /** A switch is off. */
    SWITCH_OFF,
    /** A hand holds a switch, as it is or as it is now. */
    SWITCH_HELD,
    /** A limit was set by hand. */
    LIMIT_SET,
    /** A limit is again what is configured. */
    LIMIT_BACK,
    /** A lane was set by hand. */
    LANE_SET,
    /** A lane is again what is configured. */
    LANE_BACK;

    private static final List<Kind> OF_ENDPOINTS =
        List.copyOf(EnumSet.range(ENDPOINT_UP, ENDPOINT_RELEASED));

    private static final List<Kind> OF_ROUTES =
        List.copyOf(EnumSet.range(BREAKER_OPEN, STANDBY_AUTOMATIC));

    /** What happens to routes: to their breakers and standbys. */
    public static List<Kind> ofRoutes() {
      return OF_ROUTES;
    }

    /** What happens to endpoints, rather than to routes. */
    public static List<Kind> ofEndpoints() {
      return OF_ENDPOINTS;
    }
  }
}
