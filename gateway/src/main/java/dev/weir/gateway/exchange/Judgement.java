package dev.weir.gateway.exchange;

/** What becomes of an answer whose head is there. */
enum Judgement {
  /** The client gets it. */
  TAKEN,
  /** The beginning of its body decides. */
  PEEKED,
  /** The request is sent again, or has been: nobody waits for this answer any more. */
  DECLINED
}
