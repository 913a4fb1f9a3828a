/** What is known of shapes and costs. */
@NullMarked
package dev.weir.search.shape;

import org.jspecify.annotations.NullMarked;
