/** What is said of shapes, and kept of what was ordered. */
@NullMarked
package dev.weir.app.shapes;

import org.jspecify.annotations.NullMarked;
