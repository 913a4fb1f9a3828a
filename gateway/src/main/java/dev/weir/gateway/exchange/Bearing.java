package dev.weir.gateway.exchange;

import dev.weir.flow.balance.Purpose;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadHash;
import dev.weir.gateway.settings.BalancePolicy;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.HashSettings;
import dev.weir.search.Operation;
import java.net.InetSocketAddress;

/** What a request goes by when its endpoint is chosen. */
final class Bearing {
  private Bearing() {}

  /** What an operation wants of a node. */
  static Purpose purpose(Operation operation) {
    return switch (operation) {
      case BULK,
          PUT_DOCUMENT,
          CREATE_DOCUMENT,
          UPDATE_DOCUMENT,
          DELETE_DOCUMENT,
          BY_QUERY,
          REINDEX ->
          Purpose.WRITE;
      case SEARCH, MULTI_SEARCH, CURSOR, STATEMENT -> Purpose.HEAVY_READ;
      case COUNT, GET_DOCUMENT, MULTI_GET, READ_ADMIN, WRITE_ADMIN, MAINTENANCE, UNKNOWN ->
          Purpose.ANY;
    };
  }

  /** What a request is kept together by: of its head as the client sent it. */
  static long key(BalanceSettings settings, Head head, int pathStart, InetSocketAddress client) {
    if (settings.policy() != BalancePolicy.CONSISTENT_HASH) {
      return 0;
    }
    HashSettings hash = settings.hash();
    return switch (hash.by()) {
      case PATH -> HeadHash.path(head, pathStart);
      case TARGET -> HeadHash.target(head, pathStart);
      case CLIENT -> client(client);
      case HEADER -> hash.header() == null ? 0 : HeadHash.field(head, hash.header());
    };
  }

  private static long client(InetSocketAddress client) {
    return client.getAddress() == null ? 0 : client.getAddress().hashCode();
  }
}
