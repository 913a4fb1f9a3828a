package dev.weir.app.suggest;

import java.util.Map;

/**
 * One limit or lane as it should be.
 *
 * @param item as configuration spells it, without what is the default anyway
 * @param fresh whether it is not configured yet, or with other values
 * @param reason why, for people
 */
record Proposal(Map<String, Object> item, boolean fresh, String reason) {
  String name() {
    return Json.text(item, "name");
  }
}
