/**
 * HTTP/1.1 on the wire: heads as bytes and offsets, bodies as lengths and chunks. Written here
 * rather than taken from Netty's codec because a proxy that keeps the bytes as they came spares
 * both the objects and the encoding, and cannot alter what it does not understand.
 */
@NullMarked
package dev.weir.gateway.http;

import org.jspecify.annotations.NullMarked;
