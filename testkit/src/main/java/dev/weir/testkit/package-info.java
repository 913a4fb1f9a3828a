/**
 * Real servers on loopback, as processes of their own: start, kill, freeze, bring back. {@link
 * dev.weir.testkit.ServerProcess} is the building block; each kind of server adds how it is
 * launched and when it is ready.
 */
@NullMarked
package dev.weir.testkit;

import org.jspecify.annotations.NullMarked;
