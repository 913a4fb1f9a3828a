/** Writes the reference page and the editors' schema of the configuration from its records. */
@NullMarked
package dev.weir.app.config.reference;

import org.jspecify.annotations.NullMarked;
