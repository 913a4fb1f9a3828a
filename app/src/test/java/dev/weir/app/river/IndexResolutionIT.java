package dev.weir.app.river;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.search.fact.CatalogueReader;
import dev.weir.search.index.IndexCatalogue;
import dev.weir.search.index.IndexList;
import dev.weir.search.index.IndexResolver;
import dev.weir.search.index.IndexResolver.Resolution;
import dev.weir.search.rule.TargetOptions;
import dev.weir.testkit.OpenSearchCluster;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an expression stands for, asked of a real node and found out from what that node has. */
class IndexResolutionIT {
  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static IndexCatalogue catalogue;

  @BeforeAll
  static void makeIndices() throws Exception {
    String today =
        DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT)
            .format(LocalDate.now(ZoneOffset.UTC));
    for (String name : new String[] {"a-1", "a-2", "b-1", "closed", "day-" + today, "é"}) {
      put("/res-" + URLEncoder.encode(name, UTF_8), "{}");
    }
    put("/res-hidden", "{\"settings\":{\"index.hidden\":true}}");
    put("/.res-dotted", "{\"settings\":{\"index.hidden\":true}}");
    post(
        "/_aliases",
        "{\"actions\":[{\"add\":{\"indices\":[\"res-a-1\",\"res-b-1\"],\"alias\":\"res-current\"}},"
            + "{\"add\":{\"index\":\"res-a-2\",\"alias\":\"res-veiled\",\"is_hidden\":true}},"
            + "{\"add\":{\"indices\":[\"res-closed\",\"res-a-2\"],\"alias\":\"res-mixed\"}}]}");
    put(
        "/_index_template/res-streams",
        "{\"index_patterns\":[\"res-stream*\"],\"data_stream\":{},\"priority\":500}");
    put("/_data_stream/res-stream", null);
    post("/res-stream/_rollover", null);
    post("/res-closed/_close", null);
    catalogue =
        CatalogueReader.names(
                get("/_resolve/index/*?expand_wildcards=all").body(),
                CatalogueReader.hiddenAliases(
                    get("/_alias?expand_wildcards=all&filter_path=*.aliases.*.is_hidden").body()),
                10_000)
            .catalogue();
  }

  @AfterAll
  static void dropIndices() throws Exception {
    delete("/_data_stream/res-stream");
    delete("/_index_template/res-streams");
    delete("/res-*?expand_wildcards=all");
    delete("/.res-dotted");
    CLIENT.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "res-a-1",
        "res-a-*",
        "res-*",
        "*-a-1*",
        "res-a-*,-res-a-2",
        "res-*,-res-a-*",
        "res-a-1,-res-a-1",
        "-res-a-1,res-*",
        "-res-a-1",
        "res-a-1,res-a-*,-res-a-1",
        "res-*,-res-none",
        "res-*,-res-none*",
        "res-a-*,*",
        "res-current",
        "res-curr*",
        "res-a-*,-res-current",
        "res-*,-res-curr*",
        "res-a-2,res-current",
        "res-veiled",
        "res-veil*",
        "res-veil*?expand_wildcards=open,hidden",
        "res-mixed",
        "res-mix*",
        "res-stream",
        "res-str*",
        ".ds-res-stream-*",
        "res-*,-res-stream",
        "res-*,-res-str*",
        "res-stream,-.ds-res-*",
        "res-hidden",
        "res-hid*",
        "res-hid*?expand_wildcards=all",
        ".res-d*",
        "*res-dotted*",
        "res-closed",
        "res-closed?ignore_unavailable=true",
        "res-clo*",
        "res-*?expand_wildcards=none",
        "res-a-1?expand_wildcards=none",
        "res-*?expand_wildcards=open,hidden",
        "res-none",
        "res-none*",
        "res-a-1,res-none",
        "res-a-1,res-none?ignore_unavailable=true",
        "res%2Da-1",
        "res-a-1%2Cres-a-2",
        "res-%2A,-res-a-%2a",
        "res-%C3%A9",
        "%3Cres-day-%7Bnow%2Fd%7D%3E",
        "%3Cres-day-%7Bnow%2Fd%7Buuuu.MM.dd%7CUTC%7D%7D%3E",
        "%3Cres-day-%7Bnow%2Fd%7Buuuu.MM.dd%7D%7D%3E,res-a-1",
        "%3Cres-day-%7Bnow%2Fy%7Buuuu%7D%7D*%3E",
        "%3Cres-a-%7Bnow%2Fd-400d%7D%3E",
        "res-*,-%3Cres-day-%7Bnow%2Fd%7D%3E",
        "_all",
        "*",
        "*,-res-*",
        "_all,-res-a-1",
        "_all,-res-*",
        "_all,-res-a-1?ignore_unavailable=true",
        "_none,res-a-1?ignore_unavailable=true",
        "res-*,_all?ignore_unavailable=true",
        "**",
        "*res*",
        "*?expand_wildcards=all"
      })
  void shouldResolveAsTheNodeDoes(String target) throws Exception {
    String segment = target.split("\\?", 2)[0];
    String query = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
    // A search is refused where a name stands for nothing; this tells what the names stand for.
    int status = get("/" + segment + "/_search?size=0&" + query).statusCode();
    HttpResponse<String> told = get("/" + segment + "/_search_shards?" + query);

    byte[] bytes = segment.getBytes(UTF_8);
    Resolution found =
        IndexResolver.resolve(
            IndexList.ofSegment(bytes, 0, bytes.length),
            catalogue,
            TargetOptions.read(query).resolve(),
            Instant.now());

    if (told.statusCode() == 400) {
      assertThat(told.body()).containsAnyOf("index_closed", "invalid_index_name");
      assertThat(status).isEqualTo(400);
    } else {
      assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
      assertThat(found.indices()).containsExactlyInAnyOrderElementsOf(indices(told.body()));
      assertThat(found.missing().isEmpty())
          .as("%s, and a search is answered by %s", found.missing(), status)
          .isEqualTo(status == 200 || isClosed(status, found));
    }
  }

  /** A search is refused where it asks for an index that is closed; what was asked for is known. */
  private static boolean isClosed(int status, Resolution found) {
    return status == 400 && found.indices().contains("res-closed");
  }

  /** The names under {@code indices}. */
  private static Set<String> indices(String json) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean indices = parser.currentName().equals("indices");
        parser.nextToken();
        while (indices && parser.nextToken() == JsonToken.FIELD_NAME) {
          names.add(parser.currentName());
          parser.nextToken();
          parser.skipChildren();
        }
        if (!indices) {
          parser.skipChildren();
        }
      }
    }
    return names;
  }

  private static void put(String target, @Nullable String body) throws Exception {
    send("PUT", target, body);
  }

  private static void post(String target, @Nullable String body) throws Exception {
    HttpResponse<String> answer = send("POST", target, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void delete(String target) throws Exception {
    send("DELETE", target, null);
  }

  private static HttpResponse<String> get(String target) throws Exception {
    return send("GET", target, null);
  }

  private static HttpResponse<String> send(String method, String target, @Nullable String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(CLUSTER.uris().getFirst() + target))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
