package dev.weir.search;

import static dev.weir.search.Operation.READ_ADMIN;
import static dev.weir.search.Operation.UNKNOWN;
import static dev.weir.search.Operation.WRITE_ADMIN;

/** The methods that search engines know. */
enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
  /** Known by plug-ins only. */
  PATCH,
  OTHER;

  /** The method spelled by the bytes; as everywhere in HTTP, case counts. */
  static Method of(byte[] bytes, int start, int end) {
    return switch (end - start) {
      case 3 ->
          Word.spells(bytes, start, end, "GET")
              ? GET
              : Word.spells(bytes, start, end, "PUT") ? PUT : OTHER;
      case 4 ->
          Word.spells(bytes, start, end, "POST")
              ? POST
              : Word.spells(bytes, start, end, "HEAD") ? HEAD : OTHER;
      case 5 -> Word.spells(bytes, start, end, "PATCH") ? PATCH : OTHER;
      case 6 -> Word.spells(bytes, start, end, "DELETE") ? DELETE : OTHER;
      default -> OTHER;
    };
  }

  boolean gets() {
    return this == GET || this == HEAD;
  }

  /** Puts a question, with a body if there is more to say. */
  boolean asks() {
    return this == GET || this == POST;
  }

  boolean writes() {
    return this == POST || this == PUT;
  }

  /** What it does to something that is looked at by GET and changed by the others. */
  Operation toState() {
    return switch (this) {
      case GET, HEAD -> READ_ADMIN;
      case POST, PUT, DELETE -> WRITE_ADMIN;
      case PATCH, OTHER -> UNKNOWN;
    };
  }

  Operation ifAsking() {
    return asks() ? READ_ADMIN : UNKNOWN;
  }

  Operation ifLooking() {
    return gets() ? READ_ADMIN : UNKNOWN;
  }
}
