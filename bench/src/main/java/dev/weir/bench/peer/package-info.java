/** What is measured side by side: Weir, other proxies, and no proxy, before the same node. */
@NullMarked
package dev.weir.bench.peer;

import org.jspecify.annotations.NullMarked;
