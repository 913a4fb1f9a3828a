/**
 * Queries in the life of a request: profiled, shown to the rules, and passed, warned or refused.
 */
@NullMarked
package dev.weir.gateway.query;

import org.jspecify.annotations.NullMarked;
