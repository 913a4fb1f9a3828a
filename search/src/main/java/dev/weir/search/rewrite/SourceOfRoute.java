package dev.weir.search.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.profile.SearchProfile.Source;
import dev.weir.search.rule.Asked;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hits with some fields only, where a search does not say which it wants. A search that says
 * something of {@code _source}, be it {@code true}, keeps what it says.
 *
 * @param fields names and patterns of fields
 */
public record SourceOfRoute(List<String> fields) implements Rewrite {
  public SourceOfRoute {
    fields = List.copyOf(fields);
  }

  @Override
  public String id() {
    return "source-fields";
  }

  @Override
  public String description() {
    return "Hits come with the fields of the route instead of whole, where the search does not say"
        + " which fields it wants.";
  }

  @Override
  public RewriteClass kind() {
    return RewriteClass.NARROWING;
  }

  @Override
  public @Nullable String rule() {
    return null;
  }

  @Override
  public String before() {
    return "/bills/_search {\"query\":{\"term\":{\"user\":\"u-1\"}}}";
  }

  @Override
  public String after() {
    return "/bills/_search"
        + " {\"_source\":[\"id\",\"price\"],\"query\":{\"term\":{\"user\":\"u-1\"}}}";
  }

  @Override
  public boolean wants(Asked asked) {
    return !fields.isEmpty()
        && asked.profile().source() == Source.DEFAULT
        && asked.profile().size() != 0;
  }

  @Override
  public void body(Draft draft) {
    if (draft.hasParameter("stored_fields")) {
      return;
    }
    int root = draft.root();
    if (root == Draft.NONE) {
      if (draft.isPlainSearch()) {
        draft.addParameter(
            "_source_includes="
                + fields.stream()
                    .map(field -> URLEncoder.encode(field, UTF_8))
                    .collect(Collectors.joining(",")));
      }
    } else if (draft.member(root, "_source") == Draft.NONE
        && draft.member(root, "stored_fields") == Draft.NONE) {
      draft.insert(
          root,
          "_source",
          fields.stream().map(SourceOfRoute::quoted).collect(Collectors.joining(",", "[", "]")));
    }
  }

  private static String quoted(String field) {
    return "\"" + field.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
