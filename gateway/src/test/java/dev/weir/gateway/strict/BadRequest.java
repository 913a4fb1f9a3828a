package dev.weir.gateway.strict;

import static dev.weir.gateway.testing.Wire.head;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is no request.
 *
 * @param name what is wrong with it
 * @param status what the client must be told
 */
record BadRequest(String name, int status, String bytes) {
  @Override
  public String toString() {
    return name;
  }

  /** Everything whose head says already that it is no request. */
  static List<BadRequest> byHead() {
    List<BadRequest> all = new ArrayList<>();
    all.addAll(lengths());
    all.addAll(codings());
    all.addAll(lines());
    all.addAll(fields());
    all.addAll(hosts());
    all.addAll(startLines());
    return all;
  }

  private static List<BadRequest> lengths() {
    return List.of(
        length("two different lengths", "5\r\nContent-Length: 6"),
        length("the same length twice", "5\r\nContent-Length: 5"),
        length("the same length twice, cases differ", "5\r\ncontent-length: 5"),
        length("a list of lengths", "5, 5"),
        length("a list of different lengths", "5, 6"),
        length("a length with a plus", "+5"),
        length("a length with a minus", "-5"),
        length("a minus and a zero", "-0"),
        length("a length with a blank within", "5 5"),
        length("a length in hexadecimal", "0x5"),
        length("a length with a letter", "5a"),
        length("a length with a fraction", "5.0"),
        length("a length with an exponent", "5e0"),
        length("a length in quotes", "\"5\""),
        length("an empty length", ""),
        length("a length followed by a comma", "5,"),
        length("a length above long", "99999999999999999999"),
        length("a length that wraps to five", "18446744073709551621"),
        length("a length in other digits", "\u00b2"));
  }

  private static BadRequest length(String name, String value) {
    return new BadRequest(
        name, 400, head("POST / HTTP/1.1", "Host: a", "Content-Length: " + value) + "12345");
  }

  private static List<BadRequest> codings() {
    return List.of(
        coding("both length and chunks", 400, "chunked\r\nContent-Length: 5"),
        coding("an unknown coding", 501, "gzip"),
        coding("an unknown coding before chunked", 501, "gzip, chunked"),
        coding("an unknown coding after chunked", 501, "chunked, gzip"),
        coding("chunked twice", 501, "chunked, chunked"),
        coding("chunked on two lines", 501, "chunked\r\nTransfer-Encoding: chunked"),
        coding("identity", 501, "identity"),
        coding("identity and a length", 501, "identity\r\nContent-Length: 5"),
        coding("identity before chunked", 501, "identity\r\nTransfer-Encoding: chunked"),
        coding("an empty coding", 501, ""),
        coding("chunked with a parameter", 501, "chunked;a=b"),
        coding("chunked in quotes", 501, "\"chunked\""),
        coding("chunked with a tab within", 501, "chun\tked"),
        coding("chunked with a vertical tab", 400, "\u000bchunked"),
        coding("xchunked", 501, "xchunked"),
        coding("chunked with a comma", 501, "chunked,"),
        new BadRequest(
            "length, then chunks",
            400,
            head("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked")
                + "0\r\n\r\n"),
        new BadRequest(
            "chunks in HTTP/1.0",
            400,
            head("POST / HTTP/1.0", "Host: a", "Transfer-Encoding: chunked") + "0\r\n\r\n"));
  }

  private static BadRequest coding(String name, int status, String value) {
    return new BadRequest(
        name,
        status,
        head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: " + value) + "0\r\n\r\n");
  }

  private static List<BadRequest> lines() {
    return List.of(
        new BadRequest("LF ends the request line", 400, "GET / HTTP/1.1\nHost: a\r\n\r\n"),
        new BadRequest("LF ends a header", 400, "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"),
        new BadRequest("LF ends the head", 400, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        new BadRequest("LF everywhere", 400, "GET / HTTP/1.1\nHost: a\n\n"),
        new BadRequest("LF before the request", 400, "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        new BadRequest("CR within a header", 400, "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n"),
        new BadRequest("CR within the request line", 400, "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n"),
        new BadRequest("CR CR LF", 400, "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n"),
        new BadRequest("CR before a name", 400, "GET / HTTP/1.1\r\nHost: a\r\n\rX: y\r\n\r\n"),
        new BadRequest("a folded header", 400, "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n"),
        new BadRequest("a header folded by tab", 400, "GET / HTTP/1.1\r\nHost: a\r\n\tz\r\n\r\n"),
        new BadRequest("a blank before the first", 400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"));
  }

  private static List<BadRequest> fields() {
    return List.of(
        field("a blank before the colon", "X : y"),
        field("a tab before the colon", "X\t: y"),
        field("a blank before the colon of a length", "Content-Length : 5"),
        field("a blank before the colon of chunked", "Transfer-Encoding : chunked"),
        field("an empty name", ": y"),
        field("no colon", "Xy"),
        field("NUL in a name", "X\u0000: y"),
        field("a control in a name", "X\u0001: y"),
        field("DEL in a name", "X\u007f: y"),
        field("a byte above ASCII in a name", "X\u00e4: y"),
        field("a parenthesis in a name", "X(a): y"),
        field("a slash in a name", "X/a: y"),
        field("NUL in a value", "X: a\u0000b"),
        field("a control in a value", "X: a\u0001b"),
        field("a vertical tab in a value", "X: a\u000bb"),
        field("a form feed in a value", "X: \u000c"),
        field("DEL in a value", "X: a\u007fb"),
        field("a length that Connection takes out", "Connection: content-length"),
        field("a host that Connection takes out", "Connection: close, Host"),
        field(
            "chunked that Connection takes out",
            "Connection: transfer-encoding\r\nTransfer-Encoding: chunked"),
        field(
            "an authorization that Connection takes out",
            "Authorization: Basic YTpi\r\nConnection: Authorization"),
        field("no token in Connection", "Connection: a b"));
  }

  private static BadRequest field(String name, String line) {
    boolean lengthNeeded = line.equals("Connection: content-length");
    return new BadRequest(
        name,
        400,
        head("GET / HTTP/1.1", "Host: a" + (lengthNeeded ? "\r\nContent-Length: 0" : ""), line));
  }

  private static List<BadRequest> hosts() {
    return List.of(
        new BadRequest("no host", 400, "GET / HTTP/1.1\r\n\r\n"),
        new BadRequest("two hosts", 400, head("GET / HTTP/1.1", "Host: a", "Host: b")),
        new BadRequest("the same host twice", 400, head("GET / HTTP/1.1", "Host: a", "host: a")),
        new BadRequest("two hosts in HTTP/1.0", 400, head("GET / HTTP/1.0", "Host: a", "Host: b")),
        new BadRequest("a blank in the host", 400, head("GET / HTTP/1.1", "Host: a b")),
        new BadRequest("a slash in the host", 400, head("GET / HTTP/1.1", "Host: a/b")),
        new BadRequest("a user in the host", 400, head("GET / HTTP/1.1", "Host: u@a")),
        new BadRequest("a question in the host", 400, head("GET / HTTP/1.1", "Host: a?b")),
        new BadRequest("a list of hosts", 400, head("GET / HTTP/1.1", "Host: a, b")),
        new BadRequest("raw UTF-8 in the host", 400, head("GET / HTTP/1.1", "Host: \u00e4")));
  }

  private static List<BadRequest> startLines() {
    return List.of(
        startLine("HTTP/0.9", 505, "GET /"),
        startLine("HTTP/0.9, written", 505, "GET / HTTP/0.9"),
        startLine("HTTP/1.2", 505, "GET / HTTP/1.2"),
        startLine("HTTP/2.0", 505, "GET / HTTP/2.0"),
        startLine("HTTP/2", 400, "GET / HTTP/2"),
        startLine("HTTP/3.0", 505, "GET / HTTP/3.0"),
        startLine("HTTP/1.10", 400, "GET / HTTP/1.10"),
        startLine("HTTP/01.1", 400, "GET / HTTP/01.1"),
        startLine("http/1.1", 400, "GET / http/1.1"),
        startLine("HTTP 1.1", 400, "GET / HTTP 1.1"),
        startLine("no version", 400, "GET / "),
        startLine("another protocol", 400, "GET / RTSP/1.0"),
        startLine("a blank after the version", 400, "GET / HTTP/1.1 "),
        startLine("a tab before the version", 400, "GET /\tHTTP/1.1"),
        startLine("two blanks before the version", 400, "GET /  HTTP/1.1"),
        startLine("two blanks before the target", 400, "GET  / HTTP/1.1"),
        startLine("a blank before the method", 400, " GET / HTTP/1.1"),
        startLine("a blank in the target", 400, "GET /a b HTTP/1.1"),
        startLine("a tab in the target", 400, "GET /a\tb HTTP/1.1"),
        startLine("NUL in the target", 400, "GET /a\u0000b HTTP/1.1"),
        startLine("DEL in the target", 400, "GET /a\u007fb HTTP/1.1"),
        startLine("a control in the target", 400, "GET /a\u001fb HTTP/1.1"),
        startLine("a colon in the method", 400, "GET: / HTTP/1.1"),
        startLine("a method above ASCII", 400, "G\u00cbT / HTTP/1.1"),
        startLine("a URL without a host", 400, "GET http:///x HTTP/1.1"),
        startLine("a URL with a user", 400, "GET http://u:p@a/x HTTP/1.1"),
        startLine("a URL with quotes in its host", 400, "GET http://a\"b/x HTTP/1.1"),
        startLine("a URL with a backslash in its host", 400, "GET http://a\\b/x HTTP/1.1"),
        startLine("a URL with a fragment for a host", 400, "GET http://#/x HTTP/1.1"),
        startLine("CONNECT", 501, "CONNECT a:443 HTTP/1.1"),
        startLine("an unknown method", 501, "BREW / HTTP/1.1"),
        startLine("a method in lower case", 501, "get / HTTP/1.1"),
        startLine("a method that begins with one known", 501, "GETS / HTTP/1.1"),
        new BadRequest("the preface of HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        new BadRequest("a TLS greeting", 400, "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"),
        new BadRequest("garbage", 400, "\u00ff\u00fe\u0000garbage\r\n\r\n"),
        new BadRequest("empty lines without end", 400, "\r\n".repeat(100)));
  }

  private static BadRequest startLine(String name, int status, String line) {
    return new BadRequest(name, status, head(line, "Host: a"));
  }

  /** Chunked bodies that are none; the head is sound. */
  static List<BadRequest> byChunks() {
    return List.of(
        chunks("a size that is no number", "x\r\nabc\r\n0\r\n\r\n"),
        chunks("an empty size", "\r\nabc\r\n0\r\n\r\n"),
        chunks("a negative size", "-3\r\nabc\r\n0\r\n\r\n"),
        chunks("a size with a plus", "+3\r\nabc\r\n0\r\n\r\n"),
        chunks("a size with 0x", "0x3\r\nabc\r\n0\r\n\r\n"),
        chunks("a size with a blank before", " 3\r\nabc\r\n0\r\n\r\n"),
        chunks("a size with an underscore", "0_3\r\nabc\r\n0\r\n\r\n"),
        chunks("a size above long", "ffffffffffffffff1\r\nabc\r\n0\r\n\r\n"),
        chunks("a size that wraps to three", "10000000000000003\r\nabc\r\n0\r\n\r\n"),
        chunks("LF after the size", "3\nabc\r\n0\r\n\r\n"),
        chunks("CR after the size", "3\rabc\r\n0\r\n\r\n"),
        chunks("CR CR LF after the size", "3\r\r\nabc\r\n0\r\n\r\n"),
        chunks("LF in an extension", "3;a\n\r\nabc\r\n0\r\n\r\n"),
        chunks("CR in an extension", "3;a\rb\r\nabc\r\n0\r\n\r\n"),
        chunks("NUL in an extension", "3;a\u0000\r\nabc\r\n0\r\n\r\n"),
        chunks("an extension without end", "3;" + "a".repeat(100_000) + "\r\nabc\r\n0\r\n\r\n"),
        chunks("too much data", "3\r\nabcd\r\n0\r\n\r\n"),
        chunks("too little data", "3\r\nab\r\n0\r\n\r\n"),
        chunks("LF after the data", "3\r\nabc\n0\r\n\r\n"),
        chunks("CR after the data", "3\r\nabc\r0\r\n\r\n"),
        chunks("nothing after the data", "3\r\nabc0\r\n\r\n"),
        chunks("LF at the end", "3\r\nabc\r\n0\r\n\n"),
        chunks("LF after the last size", "3\r\nabc\r\n0\n\r\n"),
        chunks("a trailer without a colon", "3\r\nabc\r\n0\r\nX\r\n\r\n"),
        chunks("a trailer without a name", "3\r\nabc\r\n0\r\n: x\r\n\r\n"),
        chunks("a blank before a trailer's colon", "3\r\nabc\r\n0\r\nX : y\r\n\r\n"),
        chunks("a folded trailer", "3\r\nabc\r\n0\r\nX: y\r\n z\r\n\r\n"),
        chunks("NUL in a trailer", "3\r\nabc\r\n0\r\nX: \u0000\r\n\r\n"),
        chunks("LF in a trailer", "3\r\nabc\r\n0\r\nX: y\nZ: y\r\n\r\n"),
        chunks("trailers without end", "3\r\nabc\r\n0\r\n" + "X: y\r\n".repeat(20_000) + "\r\n"));
  }

  private static BadRequest chunks(String name, String body) {
    return new BadRequest(
        name, 400, head("POST /chunked HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + body);
  }
}
