package dev.weir.search;

/** The methods that search engines know. */
enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
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
      case 6 -> Word.spells(bytes, start, end, "DELETE") ? DELETE : OTHER;
      default -> OTHER;
    };
  }
}
