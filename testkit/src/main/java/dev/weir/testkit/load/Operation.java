package dev.weir.testkit.load;

/** What a request of the load does. */
public enum Operation {
  LATEST_BILLS("user's latest bills"),
  MERCHANT_MONTH("merchant's month"),
  TITLE_SEARCH("words in titles"),
  GET_BILL("bill by id"),
  COUNT("count"),
  BULK("bulk write");

  private final String words;

  Operation(String words) {
    this.words = words;
  }

  /** In plain words. */
  public String words() {
    return words;
  }
}
