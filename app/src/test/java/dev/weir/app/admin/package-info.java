@NullMarked
package dev.weir.app.admin;

import org.jspecify.annotations.NullMarked;
