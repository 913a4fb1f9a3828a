/** Proof that a client cannot tell Weir from the node behind it. */
@NullMarked
package dev.weir.gateway.transparent;

import org.jspecify.annotations.NullMarked;
