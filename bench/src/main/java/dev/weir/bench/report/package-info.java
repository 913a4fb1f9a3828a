/** Figures, their targets and the pages that show them. */
@NullMarked
package dev.weir.bench.report;

import org.jspecify.annotations.NullMarked;
