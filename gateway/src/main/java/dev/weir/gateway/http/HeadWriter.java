package dev.weir.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Writes a head anew where it cannot pass as it came. Stateless. */
public final class HeadWriter {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
  private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] LENGTH = ascii("Content-Length: ");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");

  /** How the body that follows is framed, as the head is to say it. */
  public sealed interface Framing {
    /** As the head says already. */
    record AsCame() implements Framing {}

    /** In chunks, of whatever length. */
    record Chunked() implements Framing {}

    /** So many bytes. */
    record Length(long bytes) implements Framing {}

    /** Neither length nor chunks: until the connection closes, or there is none. */
    record Unframed() implements Framing {}

    Framing AS_CAME = new AsCame();
    Framing CHUNKED = new Chunked();
    Framing UNFRAMED = new Unframed();
  }

  private HeadWriter() {}

  /** Bytes of a whole header line, ready to be written again and again. */
  public static byte[] line(String name, String value) {
    return (name + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Writes the whole head as it came. */
  public static void asCame(Head head, ByteBuf out) {
    out.writeBytes(head.bytes, head.start, head.length());
  }

  /** Writes a request line, in HTTP/1.1, with the method as it came. */
  public static void requestLine(Head head, byte[] target, int from, int to, ByteBuf out) {
    out.writeBytes(head.bytes, head.start, head.methodEnd - head.start).writeByte(' ');
    out.writeBytes(target, from, to - from).writeBytes(VERSION);
  }

  /** Writes a status line of Weir's own. */
  public static void statusLine(int status, String reason, boolean old, ByteBuf out) {
    ByteBufUtil.writeAscii(out, old ? "HTTP/1.0 " : "HTTP/1.1 ");
    ByteBufUtil.writeAscii(out, Integer.toString(status));
    out.writeByte(' ');
    ByteBufUtil.writeAscii(out, reason);
    out.writeBytes(CRLF);
  }

  /** Writes the status line as it came, in the version that the client speaks. */
  public static void statusLine(Head head, boolean old, ByteBuf out) {
    ByteBufUtil.writeAscii(out, old ? "HTTP/1.0" : "HTTP/1.1");
    int from = head.start + 8;
    out.writeBytes(head.bytes, from, head.statusLineEnd - from).writeBytes(CRLF);
  }

  /** Writes the fields that are passed on, as they came; without those of framing if it changes. */
  public static void fields(
      Head head, Framing framing, boolean authorization, boolean expect, ByteBuf out) {
    boolean framed = framing instanceof Framing.AsCame;
    int count = head.fieldCount();
    int runStart = -1;
    for (int i = 0; i < count; i++) {
      boolean kept =
          switch (head.kind(i)) {
            case CONNECTION, HOP_BY_HOP -> false;
            case CONTENT_LENGTH, TRANSFER_ENCODING -> framed;
            case AUTHORIZATION -> authorization;
            case EXPECT -> expect;
            case OTHER, HOST -> true;
          };
      if (kept && runStart < 0) {
        runStart = head.nameStart(i);
      } else if (!kept && runStart >= 0) {
        out.writeBytes(head.bytes, runStart, head.nameStart(i) - runStart);
        runStart = -1;
      }
    }
    if (runStart >= 0) {
      out.writeBytes(head.bytes, runStart, head.end - 2 - runStart);
    }
  }

  /** Writes one field. */
  public static void field(String name, String value, ByteBuf out) {
    out.writeCharSequence(name, StandardCharsets.ISO_8859_1);
    out.writeByte(':').writeByte(' ');
    out.writeCharSequence(value, StandardCharsets.ISO_8859_1);
    out.writeBytes(CRLF);
  }

  /** Writes what the framing needs said. */
  public static void framing(Framing framing, ByteBuf out) {
    switch (framing) {
      case Framing.AsCame() -> {}
      case Framing.Unframed() -> {}
      case Framing.Chunked() -> out.writeBytes(CHUNKED);
      case Framing.Length(long bytes) -> {
        out.writeBytes(LENGTH);
        ByteBufUtil.writeAscii(out, Long.toString(bytes));
        out.writeBytes(CRLF);
      }
    }
  }

  /** Says that the connection closes after this message. */
  public static void close(ByteBuf out) {
    out.writeBytes(CLOSE);
  }

  /** Tells an HTTP/1.0 client that the connection stays. */
  public static void keepAlive(ByteBuf out) {
    out.writeBytes(KEEP_ALIVE);
  }

  /** Ends the head. */
  public static void end(ByteBuf out) {
    out.writeBytes(CRLF);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
