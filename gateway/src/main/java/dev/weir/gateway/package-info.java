/** The gateway: start it, reload it, drain it, ask it how it is. */
@NullMarked
package dev.weir.gateway;

import org.jspecify.annotations.NullMarked;
