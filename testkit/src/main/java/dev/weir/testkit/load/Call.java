package dev.weir.testkit.load;

/**
 * One request of the load.
 *
 * @param target path and query
 * @param body empty for none
 */
public record Call(Operation operation, String method, String target, String body) {}
