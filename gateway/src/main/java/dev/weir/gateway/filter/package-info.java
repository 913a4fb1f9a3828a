/** The public filter API: what built-in filters and a user's own are written against. */
@NullMarked
package dev.weir.gateway.filter;

import org.jspecify.annotations.NullMarked;
