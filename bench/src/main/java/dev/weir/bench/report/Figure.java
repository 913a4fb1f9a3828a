package dev.weir.bench.report;

/**
 * One promise beside what was measured.
 *
 * @param name with its unit
 * @param target as in "≤ 1.15 × nginx"
 * @param baseline who, and what they measured in the same run
 * @param comparison of Weir with the baseline
 */
public record Figure(
    String name, String target, String weir, String baseline, String comparison, boolean met) {
  String verdict() {
    return met ? "met" : "missed";
  }
}
