/** What a query asks for: its clauses, aggregations and options, and its shape. */
@NullMarked
package dev.weir.search.profile;

import org.jspecify.annotations.NullMarked;
