/** What the river is proved with: a scripted node, a raw client, a judge of both, a leak watch. */
@NullMarked
package dev.weir.gateway.testing;

import org.jspecify.annotations.NullMarked;
