/** JSON read as it comes, in pieces. */
@NullMarked
package dev.weir.search.json;

import org.jspecify.annotations.NullMarked;
