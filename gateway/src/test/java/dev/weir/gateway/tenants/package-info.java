/** Who asks, through the whole gateway. */
@NullMarked
package dev.weir.gateway.tenants;

import org.jspecify.annotations.NullMarked;
