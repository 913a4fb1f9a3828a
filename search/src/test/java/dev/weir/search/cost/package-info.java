/** What is known of shapes and costs. */
@NullMarked
package dev.weir.search.cost;

import org.jspecify.annotations.NullMarked;
