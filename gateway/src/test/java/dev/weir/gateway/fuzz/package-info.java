/** Bytes that nobody has thought of, and a judge that does not know the gateway's parser. */
@NullMarked
package dev.weir.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
