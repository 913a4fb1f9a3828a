/** Load on a peer, and the node behind it; what runs as a process of its own has a main. */
@NullMarked
package dev.weir.bench.load;

import org.jspecify.annotations.NullMarked;
