/** Answers made smaller as they pass. */
@NullMarked
package dev.weir.search.trim;

import org.jspecify.annotations.NullMarked;
