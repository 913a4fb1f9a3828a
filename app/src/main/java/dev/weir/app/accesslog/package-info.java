/** A line of JSON for each exchange that is over, written off the event loops. */
@NullMarked
package dev.weir.app.accesslog;

import org.jspecify.annotations.NullMarked;
