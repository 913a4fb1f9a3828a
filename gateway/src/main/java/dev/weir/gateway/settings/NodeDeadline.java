package dev.weir.gateway.settings;

import dev.weir.search.Operation;
import org.jspecify.annotations.Nullable;

/** How a node is told how long a request may take. */
public enum NodeDeadline {
  /** Not at all; when the deadline is over, the connection is closed, which cancels a search. */
  NONE(null, null),
  /** OpenSearch: searches are cancelled by {@code cancel_after_time_interval}. */
  CANCEL_AFTER("cancel_after_time_interval", "timeout"),
  /** Elasticsearch: searches answer by {@code timeout} with what they have. */
  TIMEOUT("timeout", "timeout");

  private final @Nullable String read;
  private final @Nullable String write;

  NodeDeadline(@Nullable String read, @Nullable String write) {
    this.read = read;
    this.write = write;
  }

  /** The parameter by which an operation is told, with a value in ms; null if it is not. */
  public @Nullable String parameter(Operation operation) {
    return switch (operation) {
      case SEARCH -> read;
      case BULK, PUT_DOCUMENT, CREATE_DOCUMENT, UPDATE_DOCUMENT, DELETE_DOCUMENT -> write;
      default -> null;
    };
  }
}
