/** Proof that what is no HTTP goes no further than Weir. */
@NullMarked
package dev.weir.gateway.strict;

import org.jspecify.annotations.NullMarked;
