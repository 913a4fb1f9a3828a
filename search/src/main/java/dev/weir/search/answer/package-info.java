/** What an answer of the engine says of itself. */
@NullMarked
package dev.weir.search.answer;

import org.jspecify.annotations.NullMarked;
