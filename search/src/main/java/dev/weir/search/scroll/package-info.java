/** Scrolls: what requests say of them, and how many are open. */
@NullMarked
package dev.weir.search.scroll;

import org.jspecify.annotations.NullMarked;
