package dev.weir.gateway.shape;

/**
 * An order that stands.
 *
 * @param refused how many searches it has turned away
 */
public record OrderStatus(ShapeOrder order, long refused) {}
