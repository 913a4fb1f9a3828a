/** What changes queries and answers, held against what a real node makes of them. */
@NullMarked
package dev.weir.app.rewrites;

import org.jspecify.annotations.NullMarked;
