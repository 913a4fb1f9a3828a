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

  @SuppressWarnings("restricted") // native access is given to this process by node.options
  private static void askKernel() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    try {
      MethodHandle prctl =
          linker.downcallHandle(
              linker.defaultLookup().find("prctl").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG),
              Linker.Option.firstVariadicArg(1));
      int result = (int) prctl.invokeExact(PR_SET_PDEATHSIG, SIGKILL, 0L, 0L, 0L);
      if (result != 0) {
        System.err.println("prctl(PR_SET_PDEATHSIG) returned " + result);
      }
    } catch (Throwable e) {
      // The other two watches stand; only a frozen node would stay behind.
      System.err.println("prctl(PR_SET_PDEATHSIG) is not to be had: " + e);
    }
  }
}
