/** Bodies of {@code _bulk}: lines of actions and documents. */
@NullMarked
package dev.weir.search.bulk;

import org.jspecify.annotations.NullMarked;
