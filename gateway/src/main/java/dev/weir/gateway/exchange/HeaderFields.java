package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Headers;
import dev.weir.gateway.http.FieldSyntax;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadWriter;
import dev.weir.gateway.http.HeadWriter.Framing;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a head as filters see them: read from its bytes until the first change, from a list
 * after it.
 */
final class HeaderFields implements Headers {
  private @Nullable Head head;
  private @Nullable List<Map.Entry<String, String>> edited;

  /** Begins with the fields of a head. */
  void begin(Head newHead) {
    head = newHead;
    edited = null;
  }

  /** Begins with fields of Weir's own. */
  void begin(List<Map.Entry<String, String>> fields) {
    head = null;
    edited = new ArrayList<>(fields);
  }

  void clear() {
    head = null;
    edited = null;
  }

  boolean isEdited() {
    return edited != null;
  }

  @Override
  public @Nullable String get(String name) {
    if (edited != null) {
      for (Map.Entry<String, String> field : edited) {
        if (field.getKey().equalsIgnoreCase(name)) {
          return field.getValue();
        }
      }
      return null;
    }
    for (int i = 0; head != null && i < head.fieldCount(); i++) {
      if (head.isNamed(i, name)) {
        return head.fieldValue(i);
      }
    }
    return null;
  }

  @Override
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    forEach(
        (field, value) -> {
          if (field.equalsIgnoreCase(name)) {
            values.add(value);
          }
        });
    return values;
  }

  @Override
  public void forEach(BiConsumer<String, String> visitor) {
    if (edited != null) {
      List.copyOf(edited).forEach(field -> visitor.accept(field.getKey(), field.getValue()));
    } else {
      for (int i = 0; head != null && i < head.fieldCount(); i++) {
        visitor.accept(head.fieldName(i), head.fieldValue(i));
      }
    }
  }

  @Override
  public void set(String name, String value) {
    FieldSyntax.check(name, value);
    replace(name, value);
  }

  /** As {@link #set}, for Weir's own use: any field. */
  void replace(String name, String value) {
    List<Map.Entry<String, String>> fields = edit();
    int first = -1;
    for (int i = 0; i < fields.size() && first < 0; i++) {
      first = fields.get(i).getKey().equalsIgnoreCase(name) ? i : -1;
    }
    fields.removeIf(field -> field.getKey().equalsIgnoreCase(name));
    fields.add(first < 0 ? fields.size() : first, Map.entry(name, value));
  }

  /**
   * Writes a number in the place of a field's value, in the head's own bytes, so that the head can
   * still pass as it came: possible if there is one such field, nothing has been changed yet, and
   * the number is no longer than what stood there.
   *
   * @param value at least 0
   * @return the field's index; below 0 if it is not possible, and nothing was done
   */
  int overwrite(String name, long value) {
    int found = -1;
    for (int i = 0; edited == null && head != null && i < head.fieldCount(); i++) {
      if (head.isNamed(i, name)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return head != null && found >= 0 && head.overwrite(found, value) ? found : -1;
  }

  @Override
  public void add(String name, String value) {
    FieldSyntax.check(name, value);
    edit().add(Map.entry(name, value));
  }

  @Override
  public void remove(String name) {
    FieldSyntax.check(name, "");
    edit().removeIf(field -> field.getKey().equalsIgnoreCase(name));
  }

  private List<Map.Entry<String, String>> edit() {
    if (edited == null) {
      List<Map.Entry<String, String>> fields = new ArrayList<>();
      for (int i = 0; head != null && i < head.fieldCount(); i++) {
        if (head.isPassedOn(i)) {
          fields.add(Map.entry(head.fieldName(i), head.fieldValue(i)));
        }
      }
      edited = fields;
    }
    return edited;
  }

  /**
   * Writes the fields that are passed on.
   *
   * @param framing if it changes, the fields that told the old one are left out
   * @param authorization whether the client's credentials are passed on
   * @param expect whether the client's Expect is passed on
   */
  void write(Framing framing, boolean authorization, boolean expect, ByteBuf out) {
    if (edited == null) {
      if (head != null) {
        HeadWriter.fields(head, framing, authorization, expect, out);
      }
      return;
    }
    for (Map.Entry<String, String> field : edited) {
      String name = field.getKey();
      boolean left =
          (!(framing instanceof Framing.AsCame) && FieldSyntax.isFraming(name))
              || (!authorization && name.equalsIgnoreCase("Authorization"))
              || (!expect && name.equalsIgnoreCase("Expect"));
      if (!left) {
        HeadWriter.field(name, field.getValue(), out);
      }
    }
  }
}
