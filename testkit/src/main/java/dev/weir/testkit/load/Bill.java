package dev.weir.testkit.load;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A payment bill.
 *
 * @param id also the document's
 * @param userId who pays; a business has an id of its own kind
 * @param merchantId who is paid
 * @param amount in cents
 * @param currency ISO 4217
 * @param paidAt null until paid
 */
public record Bill(
    String id,
    Kind kind,
    String userId,
    String merchantId,
    long amount,
    String currency,
    String status,
    String category,
    String title,
    Instant createdAt,
    @Nullable Instant paidAt,
    List<String> tags) {

  /** Whose bill it is, which decides how many such an owner has. */
  public enum Kind {
    /** Very many users with a few bills each. */
    PERSONAL,
    /** Some thousand businesses, some with hundreds. */
    BUSINESS,
    /** Merchants' own, with a heavy tail: the first of them have a good part of all. */
    MERCHANT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Bill {
    tags = List.copyOf(tags);
  }

  /** As the document's source. No field holds a character that JSON would escape. */
  public void appendJson(StringBuilder json) {
    field(json.append('{'), "bill_id", id);
    field(json.append(','), "kind", kind.word());
    field(json.append(','), "user_id", userId);
    field(json.append(','), "merchant_id", merchantId);
    json.append(",\"amount\":").append(amount);
    field(json.append(','), "currency", currency);
    field(json.append(','), "status", status);
    field(json.append(','), "category", category);
    field(json.append(','), "title", title);
    field(json.append(','), "created_at", createdAt.toString());
    if (paidAt != null) {
      field(json.append(','), "paid_at", paidAt.toString());
    }
    json.append(",\"tags\":[");
    for (int i = 0; i < tags.size(); i++) {
      json.append(i == 0 ? "\"" : ",\"").append(tags.get(i)).append('"');
    }
    json.append("]}");
  }

  private static void field(StringBuilder json, String name, String value) {
    json.append('"').append(name).append("\":\"").append(value).append('"');
  }
}
