package dev.weir.flow.balance;

import java.util.Collection;

/** What a search node is there for, told from its roles. */
public enum NodeKind {
  /** Its roles are not known, or it is no search node at all: it takes everything. */
  UNKNOWN,
  /** Holds data or prepares documents. */
  DATA,
  /** Has no work of its own: it is there to take requests and put answers together. */
  COORDINATING,
  /** Has work of another kind, such as machine learning: it takes requests if need be. */
  OTHER,
  /** A manager of the cluster and nothing else: requests could cost the cluster its head. */
  MANAGER;

  /**
   * The role of a node that has none, as OpenSearch calls it: a list of roles that is empty may
   * also mean that they are not known.
   */
  public static final String COORDINATING_ONLY = "coordinating_only";

  /** How well a node suits a purpose. */
  public enum Fit {
    BEST,
    FAIR,
    /** Not as long as the cluster has any other node. */
    NEVER
  }

  /**
   * The kind of a node with these roles, as {@code _nodes} names them: OpenSearch's and
   * Elasticsearch's.
   */
  public static NodeKind of(Collection<String> roles) {
    boolean manages = false;
    boolean works = false;
    for (String role : roles) {
      switch (role) {
        case "data", "ingest", "warm", "index" -> {
          return DATA;
        }
        case "master", "cluster_manager", "voting_only" -> manages = true;
        // Lets the node ask other clusters, which a coordinating node may well do.
        case "remote_cluster_client", COORDINATING_ONLY -> {}
        default -> {
          if (role.startsWith("data_")) {
            return DATA;
          }
          works = true;
        }
      }
    }
    return manages ? MANAGER : works ? OTHER : COORDINATING;
  }

  /** How well such a node suits a purpose. */
  public Fit fit(Purpose purpose) {
    return switch (this) {
      case UNKNOWN -> Fit.BEST;
      case DATA -> purpose == Purpose.HEAVY_READ ? Fit.FAIR : Fit.BEST;
      case COORDINATING -> purpose == Purpose.WRITE ? Fit.FAIR : Fit.BEST;
      case OTHER -> Fit.FAIR;
      case MANAGER -> Fit.NEVER;
    };
  }
}
