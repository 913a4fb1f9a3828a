/** What a search request means. Pure knowledge: no I/O, no threads, no clock. */
@NullMarked
package dev.weir.search;

import org.jspecify.annotations.NullMarked;
