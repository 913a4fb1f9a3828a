package dev.weir.search.profile;

import dev.weir.search.json.Bounds;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The forms of searches that come again and again with other values, known by their bytes: at most
 * {@value #MOST} of them, in about {@value #MOST_BYTES} bytes of memory. They are learned from what
 * was read, and the least used gives way. Several profilers of one thread may share them; a profile
 * that one of them has given is then valid until any of them begins with another body.
 */
public final class Stencils {
  static final int MOST = 64;
  static final int MOST_BYTES = 2 * 1024 * 1024;

  /** A body of more bytes is read: such a one is large by its values, which are read quickly. */
  static final int LONGEST = 32 * 1024;

  static final int SHORTEST = Long.BYTES;

  /** After so many bodies, what was used counts half. */
  private static final int HALF_LIFE = 8192;

  /** What it costs to lay a body under a stencil that does not fit, in bytes looked at. */
  private static final int COST = 32;

  private static final int LEAST_LOOKED = 512;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Bounds bounds;
  private final FormCounts counts = new FormCounts();

  /** Those that are used most come first, about. */
  private final @Nullable Stencil[] stencils = new Stencil[MOST];

  private int size;
  private int weight;
  private int bodies;

  /** None yet. */
  public Stencils() {
    this(Bounds.DEFAULT);
  }

  /**
   * None yet.
   *
   * @param bounds of the bodies that are read
   */
  public Stencils(Bounds bounds) {
    this.bounds = bounds;
  }

  Bounds bounds() {
    return bounds;
  }

  /** How many forms are known. */
  public int size() {
    return size;
  }

  /**
   * The profile of a body; null if its form is not known.
   *
   * @param body holds it from its beginning on, {@value #SHORTEST} bytes or more
   * @param target what of the target's query counts for the profile
   */
  @Nullable SearchProfile find(byte[] body, int length, byte[] target, int targetLength) {
    if (++bodies == HALF_LIFE) {
      age();
    }
    long tail = (long) LONGS.get(body, length - Long.BYTES);
    // So that a body which nearly fits many of them costs little more than to be read.
    int left = 2 * length + LEAST_LOOKED;
    for (int i = 0; i < size && left >= 0; i++) {
      Stencil stencil = stencil(i);
      if (stencil.isLike(body, length, tail) && stencil.isFor(target, targetLength)) {
        int looked = stencil.fit(body, length);
        if (looked == Stencil.FITS) {
          stencil.uses++;
          comeForward(i);
          return stencil.profile();
        }
        left -= looked + COST;
      }
    }
    return null;
  }

  @SuppressWarnings("NullAway") // So many are there.
  private Stencil stencil(int i) {
    return stencils[i];
  }

  private void comeForward(int i) {
    if (i > 0 && stencil(i).uses > stencil(i - 1).uses) {
      Stencil other = stencil(i - 1);
      stencils[i - 1] = stencil(i);
      stencils[i] = other;
    }
  }

  private void age() {
    bodies = 0;
    for (int i = 0; i < size; i++) {
      stencil(i).uses >>= 1;
    }
  }

  /**
   * Says that a body had to be read, and learns its form if that has come often enough.
   *
   * @param profile of that body; nothing is odd about it
   */
  void read(SearchProfile profile, byte[] body, int length, byte[] target, int targetLength) {
    if (!counts.isToBeLearned(profile.fingerprint)) {
      return;
    }
    byte[] counting = Arrays.copyOf(target, targetLength);
    for (int i = 0; i < size; i++) {
      if (stencil(i).isFor(counting, targetLength)
          && stencil(i).fit(body, length) == Stencil.FITS) {
        return; // It was not come to.
      }
    }
    Stencil made = StencilMaker.make(body, length, counting, bounds);
    if (made != null && made.weight() <= MOST_BYTES) {
      add(made);
    }
  }

  private void add(Stencil made) {
    while (size == MOST || weight + made.weight() > MOST_BYTES) {
      removeLeastUsed();
    }
    stencils[size++] = made;
    weight += made.weight();
  }

  private void removeLeastUsed() {
    int least = size - 1;
    for (int i = size - 2; i >= 0; i--) {
      if (stencil(i).uses < stencil(least).uses) {
        least = i;
      }
    }
    weight -= stencil(least).weight();
    size--;
    System.arraycopy(stencils, least + 1, stencils, least, size - least);
    stencils[size] = null;
  }
}
