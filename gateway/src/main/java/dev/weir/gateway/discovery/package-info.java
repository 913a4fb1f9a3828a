/** Where a cluster's endpoints come from: what a source of them has to be, and what it says. */
@NullMarked
package dev.weir.gateway.discovery;

import org.jspecify.annotations.NullMarked;
