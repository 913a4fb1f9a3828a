package dev.weir.gateway.http;

/** Why bytes are not a message that Weir takes; the status is what a client is told. */
public enum Malformed {
  BARE_LINE_FEED(400, "a line ends in LF without CR"),
  BARE_CARRIAGE_RETURN(400, "a CR stands without LF"),
  REQUEST_LINE(400, "the request line is not 'METHOD target HTTP/1.1'"),
  STATUS_LINE(400, "the status line is not 'HTTP/1.1 200 reason'"),
  TARGET(400, "the target holds a byte that a URI cannot hold"),
  VERSION(505, "the version is neither HTTP/1.0 nor HTTP/1.1"),
  FIELD_NAME(400, "a header's name is empty or holds a byte that a name cannot hold"),
  FIELD_VALUE(400, "a header's value holds a control character"),
  FOLDED(400, "a header is continued on a second line"),
  TOO_MANY_FIELDS(431, "there are too many headers"),
  HEAD_TOO_LARGE(431, "the headers are too large"),
  TARGET_TOO_LONG(414, "the request line is too long"),
  HOST(400, "an HTTP/1.1 request needs exactly one valid Host header"),
  CONTENT_LENGTH(400, "Content-Length is not one number of bytes"),
  LENGTH_AND_CHUNKED(400, "both Content-Length and Transfer-Encoding are given"),
  TRANSFER_ENCODING(501, "Transfer-Encoding is not 'chunked'"),
  TRANSFER_ENCODING_OLD(400, "an HTTP/1.0 message cannot have a Transfer-Encoding"),
  CONNECTION(400, "Connection names a header that is not the connection's"),
  METHOD(501, "the method is not one that Weir passes on"),
  CHUNK_SIZE(400, "a chunk's size is not a hexadecimal number in bounds"),
  CHUNK_EXTENSION(400, "a chunk's extension is too long or holds a control character"),
  CHUNK_END(400, "a chunk does not end in CRLF"),
  TRAILER(400, "a trailer is malformed or too long");

  private final int status;
  private final String reason;

  Malformed(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }
}
