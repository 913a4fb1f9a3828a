/** What is dangerous in a search, each danger a small class. */
@NullMarked
package dev.weir.search.rule;

import org.jspecify.annotations.NullMarked;
