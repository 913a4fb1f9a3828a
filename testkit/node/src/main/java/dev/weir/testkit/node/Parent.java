package dev.weir.testkit.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** Sees to it that this process does not outlive the one that started it. */
final class Parent {
  private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");
  private static final int PR_SET_PDEATHSIG = 1;
  private static final long SIGKILL = 9;

  private Parent() {}

  /**
   * From now on this process ends when its parent does, however that comes about. Three watches:
   * the kernel's own, which reaches this process even while it is frozen, where there is one
   * (Linux); the end of standard input; the parent's exit.
   */
  static void endWithMe() {
    askKernel();
    ProcessHandle.current().parent().ifPresent(Parent::watch);
    Thread watch = new Thread(Parent::obeyStandardInput, "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void watch(ProcessHandle parent) {
    var _ = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
  }

  private static void obeyStandardInput() {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        if (order.equals("stop")) {
          System.exit(0);
        }
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    Runtime.getRuntime().halt(1);
  }

  /** Ctrl-C in a terminal is meant for the parent, which then ends this process in its own time. */
  static void leaveTerminal() {
    if (LINUX) {
      call(
          "setpgid",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
          setpgid -> (int) setpgid.invokeExact(0, 0));
    }
  }

  private static void askKernel() {
    if (LINUX) {
      FunctionDescriptor prctl =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG);
      call(
          "prctl",
          prctl,
          call -> (int) call.invokeExact(PR_SET_PDEATHSIG, SIGKILL, 0L, 0L, 0L),
          Linker.Option.firstVariadicArg(1));
    }
  }

  /** A call that fails leaves the other watches standing, so it is only reported. */
  @SuppressWarnings("restricted") // native access is given to this process by node.options
  private static void call(
      String name, FunctionDescriptor shape, Call call, Linker.Option... options) {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle function =
          linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape, options);
      int result = call.on(function);
      if (result != 0) {
        System.err.println(name + " returned " + result);
      }
    } catch (Throwable e) {
      System.err.println(name + " is not to be had: " + e);
    }
  }

  private interface Call {
    int on(MethodHandle function) throws Throwable;
  }
}
