/** What any bytes may do. */
@NullMarked
package dev.weir.search.fuzz;

import org.jspecify.annotations.NullMarked;
