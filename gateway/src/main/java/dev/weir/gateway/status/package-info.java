/** How the gateway is: snapshots for the admin API, metrics and the demo. */
@NullMarked
package dev.weir.gateway.status;

import org.jspecify.annotations.NullMarked;
