/** Proof of the public filter API, with filters that use nothing else. */
@NullMarked
package dev.weir.gateway.filtering;

import org.jspecify.annotations.NullMarked;
