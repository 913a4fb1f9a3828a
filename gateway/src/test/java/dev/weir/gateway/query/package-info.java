/** Queries and rules, through the whole gateway. */
@NullMarked
package dev.weir.gateway.query;

import org.jspecify.annotations.NullMarked;
