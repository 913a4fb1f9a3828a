package dev.weir.search.rewrite;

import static dev.weir.search.rewrite.Draft.NONE;

import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.Asked;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a {@code terms} clause once each, and in order. Engines give every hit of such a
 * clause the same score, whatever the number and the order of its values. Values are the same only
 * if they are written the same: {@code 1} and {@code "1"} both stay. Not of {@code terms_set},
 * which counts its values.
 *
 * @param least so many values a list must have. Engines sort what they look up themselves, so that
 *     a short list gains nothing but where answers are kept whole, by their bytes: in the request
 *     cache, which is for searches without hits. There, every list is sorted.
 */
public record SortedTerms(int least) implements Rewrite {
  /** What engines take by default: a longer list is refused, and stays so. */
  private static final int MOST_VALUES = 65_536;

  @Override
  public String id() {
    return "sorted-terms";
  }

  @Override
  public String description() {
    return "Values of a terms clause are sorted, and each is asked for once: less is looked up, and"
        + " the same list in another order is found in caches.";
  }

  @Override
  public RewriteClass kind() {
    return RewriteClass.EQUIVALENT;
  }

  @Override
  public String rule() {
    return "too-many-values";
  }

  @Override
  public String before() {
    return "/bills/_search {\"size\":0,\"query\":{\"terms\":{\"user\":[\"u-2\",\"u-1\",\"u-2\"]}}}";
  }

  @Override
  public String after() {
    return "/bills/_search {\"size\":0,\"query\":{\"terms\":{\"user\":[\"u-1\",\"u-2\"]}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    SearchProfile profile = asked.profile();
    return profile.mostValues() >= least || (profile.mostValues() > 1 && profile.size() == 0);
  }

  @Override
  public void clause(Draft draft, int kind, int options, boolean filter, boolean beside) {
    if (!draft.is(kind, "terms")) {
      return;
    }
    int list = NONE;
    for (int name = draft.first(options); name != NONE; name = draft.next(options, name + 1)) {
      int value = draft.value(name);
      if (draft.isArray(value) && list == NONE) {
        list = value;
      } else if (!draft.is(name, "boost") && !draft.is(name, "_name")) {
        return;
      }
    }
    if (list != NONE) {
      sort(draft, list);
    }
  }

  private static void sort(Draft draft, int list) {
    int count = 0;
    boolean sorted = true;
    int before = NONE;
    for (int each = draft.first(list); each != NONE; each = draft.next(list, each)) {
      if (!draft.isScalar(each) || ++count > MOST_VALUES) {
        return;
      }
      sorted &= before == NONE || draft.compare(before, each) < 0;
      before = each;
    }
    if (!sorted) {
      draft.replace(list, list, written(draft, list, count));
    }
  }

  private static byte[] written(Draft draft, int list, int count) {
    List<Integer> values = new ArrayList<>(count);
    for (int each = draft.first(list); each != NONE; each = draft.next(list, each)) {
      values.add(each);
    }
    values.sort(draft::compare);
    ByteArrayOutputStream text = new ByteArrayOutputStream(16 * count);
    text.write('[');
    int before = NONE;
    for (int each : values) {
      if (before == NONE || draft.compare(before, each) != 0) {
        if (before != NONE) {
          text.write(',');
        }
        draft.copy(each, text);
        before = each;
      }
    }
    text.write(']');
    return text.toByteArray();
  }
}
