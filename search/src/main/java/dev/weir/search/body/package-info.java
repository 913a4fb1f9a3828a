/** Bodies in any of the formats that engines take, read as if they were JSON. */
@NullMarked
package dev.weir.search.body;

import org.jspecify.annotations.NullMarked;
