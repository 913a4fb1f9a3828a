/** What becomes of a steady tenant while another offers ten times what the cluster can do. */
@NullMarked
package dev.weir.bench.flood;

import org.jspecify.annotations.NullMarked;
