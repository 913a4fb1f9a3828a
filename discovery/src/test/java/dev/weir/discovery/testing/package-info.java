/** What the proofs stand on: endpoints, load, a network that can be frozen. */
@NullMarked
package dev.weir.discovery.testing;

import org.jspecify.annotations.NullMarked;
