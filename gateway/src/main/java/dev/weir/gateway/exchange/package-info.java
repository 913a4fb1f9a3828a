/** One request and its answer: the life of a request, from head to end. */
@NullMarked
package dev.weir.gateway.exchange;

import org.jspecify.annotations.NullMarked;
