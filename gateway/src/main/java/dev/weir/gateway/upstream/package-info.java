/** The side of the nodes: clusters, endpoints, connections to them, checks of them. */
@NullMarked
package dev.weir.gateway.upstream;

import org.jspecify.annotations.NullMarked;
