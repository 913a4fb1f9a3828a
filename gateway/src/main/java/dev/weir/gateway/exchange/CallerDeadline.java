package dev.weir.gateway.exchange;

import dev.weir.flow.deadline.Deadline;
import dev.weir.flow.deadline.DeadlineHeader;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.settings.CallerSettings;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The deadline that a request's route, tenant and caller set, before the cluster's own. */
final class CallerDeadline {
  private CallerDeadline() {}

  /**
   * Sets it, and writes what is left of it into the header that the caller has used.
   *
   * @param request whose bytes are sent
   * @param head of it, into which the fields of the view point
   * @param began when the request's first byte came, of {@link System#nanoTime}
   * @return whether there is one
   */
  static boolean set(
      Deadline deadline,
      RequestView view,
      RequestStream request,
      Head head,
      Route route,
      long began) {
    CallerSettings caller = route.cluster().settings().caller();
    if (route.deadlineNanos() > 0) {
      deadline.within(began, route.deadlineNanos());
    }
    long ofTenant = view.tenant().deadlineNanos();
    if (ofTenant > 0) {
      deadline.within(began, ofTenant);
    }
    if (caller.isAsked()) {
      String timeout = value(view, caller.timeoutHeader());
      if (timeout != null) {
        within(deadline, began, DeadlineHeader.timeLeft(timeout));
      }
      String instant = value(view, caller.deadlineHeader());
      if (instant != null) {
        long now = System.nanoTime();
        long wall = System.currentTimeMillis();
        within(deadline, now, DeadlineHeader.instant(instant, wall, caller.clockSkew()));
      }
      if (timeout != null && deadline.isSet() && caller.timeoutHeader() != null) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline.left(System.nanoTime()));
        tell(view, request, head, caller.timeoutHeader(), left);
      }
    }
    return deadline.isSet();
  }

  /** In the bytes that came, as a rule, so that no head has to be written for it. */
  private static void tell(
      RequestView view, RequestStream request, Head head, String header, long leftMillis) {
    long left = Math.max(0, leftMillis);
    int field = view.fields().overwrite(header, left);
    if (field < 0) {
      view.fields().replace(header, Long.toString(left));
    } else {
      request.valueChanged(head, field);
    }
  }

  private static @Nullable String value(RequestView view, @Nullable String header) {
    return header == null ? null : view.fields().get(header);
  }

  private static void within(Deadline deadline, long from, long left) {
    if (left != DeadlineHeader.NONE) {
      deadline.within(from, left);
    }
  }
}
