/** JMH: nanoseconds and bytes of what runs for every request. */
@NullMarked
package dev.weir.bench.micro;

import org.jspecify.annotations.NullMarked;
