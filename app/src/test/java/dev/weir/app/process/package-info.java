/** The program as its users meet it: a process, started by the launcher. */
@NullMarked
package dev.weir.app.process;

import org.jspecify.annotations.NullMarked;
