/** What is known of scrolls. */
@NullMarked
package dev.weir.search.scroll;

import org.jspecify.annotations.NullMarked;
