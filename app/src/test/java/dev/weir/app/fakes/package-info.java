/** Stand-ins that several tests use. */
@NullMarked
package dev.weir.app.fakes;

import org.jspecify.annotations.NullMarked;
