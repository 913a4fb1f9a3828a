/** Endpoints that a name stands for. */
@NullMarked
package dev.weir.gateway.dns;

import org.jspecify.annotations.NullMarked;
