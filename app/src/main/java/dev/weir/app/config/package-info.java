/** The configuration file: its shape, how it is read, and what is said when it is wrong. */
@NullMarked
package dev.weir.app.config;

import org.jspecify.annotations.NullMarked;
