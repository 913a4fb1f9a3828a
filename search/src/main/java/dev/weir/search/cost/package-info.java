/** What a search costs the cluster: predicted before, told after. */
@NullMarked
package dev.weir.search.cost;

import org.jspecify.annotations.NullMarked;
