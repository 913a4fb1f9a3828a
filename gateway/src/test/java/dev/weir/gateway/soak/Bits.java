package dev.weir.gateway.soak;

import java.util.concurrent.atomic.AtomicLongArray;

/** A set of numbers that many threads add to. */
final class Bits {
  private final AtomicLongArray words;

  Bits(int size) {
    words = new AtomicLongArray((size >> 6) + 1);
  }

  /** Whether it was not there. */
  boolean add(int number) {
    long bit = 1L << number;
    return (words.getAndAccumulate(number >> 6, bit, (a, b) -> a | b) & bit) == 0;
  }

  int count() {
    int count = 0;
    for (int i = 0; i < words.length(); i++) {
      count += Long.bitCount(words.get(i));
    }
    return count;
  }

  /** How many of these are not there. */
  int lacking(Bits others) {
    int count = 0;
    for (int i = 0; i < words.length(); i++) {
      count += Long.bitCount(others.words.get(i) & ~words.get(i));
    }
    return count;
  }
}
