/** Names of indices as requests give them, and what they stand for. */
@NullMarked
package dev.weir.search.index;

import org.jspecify.annotations.NullMarked;
