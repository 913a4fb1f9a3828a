/** Spring Cloud Gateway as a peer: a plain pass, nothing else. */
@NullMarked
package dev.weir.bench.peer.springcloud;

import org.jspecify.annotations.NullMarked;
