/**
 * {@code weir demo}: real nodes, the gateway before them, a load through it, and someone who pulls
 * the plugs. {@link dev.weir.app.demo.Demo} puts it together; a {@link dev.weir.app.demo.View}
 * shows one {@link dev.weir.app.demo.Scene} after the other.
 */
@NullMarked
package dev.weir.app.demo;

import org.jspecify.annotations.NullMarked;
