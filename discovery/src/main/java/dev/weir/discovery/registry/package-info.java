/** Weir's own registry, for those who have none: register, heartbeat, leave, list. */
@NullMarked
package dev.weir.discovery.registry;

import org.jspecify.annotations.NullMarked;
