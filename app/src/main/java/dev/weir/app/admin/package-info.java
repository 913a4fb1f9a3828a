/** The admin listener: how Weir is, and what it is told to do. */
@NullMarked
package dev.weir.app.admin;

import org.jspecify.annotations.NullMarked;
