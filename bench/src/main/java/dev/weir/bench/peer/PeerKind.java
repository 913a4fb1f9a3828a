package dev.weir.bench.peer;

import dev.weir.bench.process.BenchFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who may stand in front of the node. */
public enum PeerKind {
  /** Nobody: the client speaks to the node. */
  DIRECT("direct", false),
  WEIR("weir", true),
  /** Weir with all that keeps it up and holds floods turned on, before three nodes. */
  WEIR_ALL("weir-all", true),
  /** Weir that reads every search, with every rule enforced, before one node. */
  WEIR_RULES("weir-rules", true),
  NGINX("nginx", false),
  /** nginx that streams with buffers of 64 kB, where its own default reads one page at a time. */
  NGINX_64K("nginx-64k", false),
  HAPROXY("haproxy", false),
  SPRING("spring", true);

  private final String label;
  private final boolean jvm;

  PeerKind(String label, boolean jvm) {
    this.label = label;
    this.jvm = jvm;
  }

  public String label() {
    return label;
  }

  /** Whether it must be warmed up until its code is compiled. */
  public boolean jvm() {
    return jvm;
  }

  /** Reads names as they are given on the command line. */
  public static List<PeerKind> parse(List<String> names) {
    return names.stream().map(PeerKind::parse).distinct().toList();
  }

  private static PeerKind parse(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.label.equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchFailure(
                    "unknown peer: "
                        + name
                        + " (expected: "
                        + String.join(", ", Arrays.stream(values()).map(PeerKind::label).toList())
                        + ")"));
  }
}
