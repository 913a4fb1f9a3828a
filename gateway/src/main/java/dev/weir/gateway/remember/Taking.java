package dev.weir.gateway.remember;

import dev.weir.search.Operation;
import dev.weir.search.answer.WholeAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is being taken down, piece by piece; given up as soon as it is too large, or too
 * many are under way. Used by one thread.
 */
public final class Taking {
  private final List<Place> places;
  private final List<Map.Entry<String, String>> headers;
  private final @Nullable String coding;
  private final long most;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int reserved;
  private boolean givenUp;

  private Taking(
      List<Place> places,
      List<Map.Entry<String, String>> headers,
      @Nullable String coding,
      long most) {
    this.places = places;
    this.headers = headers;
    this.coding = coding;
    this.most = most;
  }

  /**
   * Begins with an answer.
   *
   * @param places where it belongs, at least one
   * @param headers without those of the connection and of framing
   * @param announced how long its body is; below 0 if that is not known
   * @return null if it is not one to remember
   */
  public static @Nullable Taking begin(
      List<Place> places, List<Map.Entry<String, String>> headers, long announced) {
    long most = 0;
    for (Place place : places) {
      most = Math.max(most, place.memory().settings().maxAnswer().bytes());
    }
    // What sets a cookie is for one client, though all that it was asked by is the same.
    return announced > most || value(headers, "Set-Cookie") != null
        ? null
        : new Taking(places, headers, value(headers, "Content-Encoding"), most);
  }

  private static @Nullable String value(List<Map.Entry<String, String>> headers, String name) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }

  /** Whether a further piece can be taken; if not, nothing more is. */
  public boolean hasRoomFor(int bytes) {
    if (givenUp) {
      return false;
    }
    if (body.size() + (long) bytes > most || !first().reserve(bytes)) {
      close();
      return false;
    }
    reserved += bytes;
    return true;
  }

  /** Takes a piece for which there is room. */
  public void take(byte[] piece) {
    body.writeBytes(piece);
  }

  private AnswerMemory first() {
    return places.getFirst().memory();
  }

  /** All of it has come, and has been sent on: remembers it if nothing of it failed. */
  public void end(Operation operation) {
    if (givenUp) {
      return;
    }
    byte[] all = body.toByteArray();
    if (isWhole(operation, all)) {
      RememberedAnswer answer = new RememberedAnswer(200, headers, all, first().now());
      for (Place place : places) {
        place.memory().put(place.key(), answer);
      }
    }
    close();
  }

  private boolean isWhole(Operation operation, byte[] all) {
    try (InputStream in = new ByteArrayInputStream(all)) {
      if (coding == null) {
        return WholeAnswer.isWhole(operation, in);
      }
      if (!coding.equalsIgnoreCase("gzip")) {
        return false;
      }
      try (InputStream inflated = new Inflated(in)) {
        return WholeAnswer.isWhole(operation, inflated);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Lets go of what was taken; harmless a second time. */
  public void close() {
    givenUp = true;
    first().release(reserved);
    reserved = 0;
    body.reset();
  }
}
