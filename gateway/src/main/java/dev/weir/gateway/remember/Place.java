package dev.weir.gateway.remember;

/** Where an answer belongs that is under way. */
public record Place(AnswerMemory memory, AnswerKey key) {}
