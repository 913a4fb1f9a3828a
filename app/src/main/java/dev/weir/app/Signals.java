package dev.weir.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * What the operating system tells the process. The JVM's own answer to SIGTERM runs shutdown hooks
 * and takes no second signal, so the handlers are set here. The only API for that, {@code
 * sun.misc.Signal}, is one that the compiler warns of without a way to say "I know": hence by name.
 */
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";

  private Signals() {}

  /**
   * Calls an action each time the signal comes, on a thread of its own. A signal that this platform
   * does not have, or that the JVM keeps for itself, is left alone.
   *
   * @param name without SIG: {@code TERM}, {@code INT}, {@code HUP}
   */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (InvocationTargetException e) {
      // Windows knows no HUP; -Xrs and nohup keep the others.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a JDK without sun.misc.Signal", e);
    }
  }

  /** Sends this process a signal. */
  static void raise(String name) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      signal
          .getMethod("raise", signal)
          .invoke(null, signal.getConstructor(String.class).newInstance(name));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SIG" + name, e);
    }
  }
}
