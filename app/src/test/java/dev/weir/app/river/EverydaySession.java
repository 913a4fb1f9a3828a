package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.river.CallSender.Answer;
import dev.weir.app.river.CallSender.Call;
import dev.weir.app.river.Documents.Document;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everyday calls in plain HTTP, on an index that is made first and deleted last. */
final class EverydaySession {
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";

  private final CallSender sender;
  private final String index;
  private final Transcript transcript = new Transcript();

  EverydaySession(CallSender sender, String index) {
    this.sender = sender;
    this.index = index;
  }

  /** All answers, in order. */
  List<String> play() throws IOException {
    create();
    write();
    search();
    pageThrough();
    documents();
    mistakes();
    look();
    large();
    call(200, "DELETE", "/" + index, "");
    call(404, "HEAD", "/" + index, "");
    return transcript.lines();
  }

  private void create() throws IOException {
    call(200, "GET", "/", "");
    call(404, "HEAD", "/" + index, "");
    call(
        200,
        "PUT",
        "/" + index,
        """
        {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"},
         "mappings": {"properties": {"n": {"type": "integer"}, "kind": {"type": "keyword"},
           "text": {"type": "keyword", "index": false, "doc_values": false}}}}
        """);
    call(200, "HEAD", "/" + index, "");
    call(200, "GET", "/" + index + "/_mapping?pretty", "");
  }

  private void write() throws IOException {
    String refused = "{\"index\":{\"_id\":\"100\"}}\n{\"n\":\"many\"}\n";
    call(
        200,
        "POST",
        "/" + index + "/_bulk",
        LINES,
        bulk(Documents.SMALL) + refused + "{\"delete\":{\"_id\":\"19\"}}\n");
    call(200, "POST", "/" + index + "/_refresh", "");
  }

  private void search() throws IOException {
    String all = "{\"size\": 3, \"sort\": [\"n\"]}";
    call(200, "POST", "/" + index + "/_search", all);
    call(
        200,
        "GET",
        "/" + index + "/_search",
        "{\"aggs\":{\"k\":{\"terms\":{\"field\":\"kind\"}}}}");
    call(200, "GET", "/" + index + "/_search?q=kind:even1&sort=n:desc&size=2&pretty", "");
    call(
        200,
        "POST",
        "/_msearch",
        LINES,
        "{\"index\":\"%s\"}\n%s\n{\"index\":\"no-such-index\"}\n{}\n".formatted(index, all));
    call(200, "GET", "/" + index + "/_count", "");
    call(200, "POST", "/" + index + "/_count", "{\"query\":{\"range\":{\"n\":{\"lt\":5}}}}");
  }

  private void pageThrough() throws IOException {
    String first =
        call(200, "POST", "/" + index + "/_search?scroll=1m", "{\"size\":7,\"sort\":[\"n\"]}");
    String scroll = "{\"scroll\":\"1m\",\"scroll_id\":\"" + id("_scroll_id", first) + "\"}";
    String second = call(200, "POST", "/_search/scroll", scroll);
    call(
        200, "DELETE", "/_search/scroll", "{\"scroll_id\":[\"" + id("_scroll_id", second) + "\"]}");
    call(404, "POST", "/_search/scroll", scroll);

    String opened = call(200, "POST", "/" + index + "/_search/point_in_time?keep_alive=1m", "");
    String point = id("pit_id", opened);
    call(
        200,
        "POST",
        "/_search",
        "{\"size\":2,\"sort\":[\"n\"],\"pit\":{\"id\":\"%s\",\"keep_alive\":\"1m\"}}"
            .formatted(point));
    call(200, "DELETE", "/_search/point_in_time", "{\"pit_id\":[\"" + point + "\"]}");
  }

  private void documents() throws IOException {
    String documents = "/" + index + "/_doc/";
    call(200, "GET", documents + "1", "");
    call(404, "GET", documents + "19", "");
    call(200, "HEAD", documents + "1", "");
    call(404, "HEAD", documents + "19", "");
    call(200, "GET", "/" + index + "/_mget", "{\"ids\":[\"1\",\"2\",\"19\"]}");
    call(200, "POST", "/" + index + "/_update/1", "{\"doc\":{\"kind\":\"changed\"}}");
    call(201, "PUT", documents + "a%2Fb%20%C3%A9", "{\"n\":-1}");
    call(200, "GET", documents + "a%2Fb%20%C3%A9", "");
    call(409, "PUT", documents + "1?if_seq_no=0&if_primary_term=1", "{\"n\":1}");
    call(200, "DELETE", documents + "2", "");
    call(404, "DELETE", documents + "2", "");
  }

  private void mistakes() throws IOException {
    call(404, "GET", "/no-such-index/_search", "");
    call(400, "POST", "/" + index + "/_search", "{\"query\":");
    call(400, "POST", "/" + index + "/_search", "{\"query\":{\"no_such_query\":{}}}");
    call(400, "PUT", "/" + index, "{}");
    call(405, "PUT", "/_search", "{}");
    call(406, "PUT", "/" + index + "/_doc/1", "text/odd", "{\"n\":1}");
  }

  private void look() throws IOException {
    call(200, "POST", "/" + index + "/_refresh", "");
    call(200, "GET", "/_cat/indices/" + index + "?v&h=health,status,index,pri,rep,docs.count", "");
    call(200, "GET", "/_cluster/health/" + index + "?wait_for_status=green&timeout=10s", "");
  }

  private void large() throws IOException {
    call(200, "POST", "/" + index + "/_bulk?refresh=true", LINES, bulk(Documents.LARGE));
    String found = call(200, "POST", "/" + index + "/_search", "{\"size\":5000,\"sort\":[\"n\"]}");
    assertThat(found).hasSizeGreaterThan(10_000_000);
  }

  private String call(int status, String method, String target, String body) throws IOException {
    return call(status, method, target, JSON, body);
  }

  private String call(int status, String method, String target, String type, String body)
      throws IOException {
    Answer answer = sender.send(new Call(method, target, type, body));
    assertThat(answer.status()).as("%s %s: %s", method, target, answer.head()).isEqualTo(status);
    transcript.note(method + " " + target, answer.head(), answer.body());
    return answer.body();
  }

  private static String bulk(List<Document> documents) {
    StringBuilder lines = new StringBuilder();
    for (Document document : documents) {
      lines
          .append("{\"index\":{\"_id\":\"%d\"}}\n".formatted(document.n()))
          .append("{\"n\":%d,\"kind\":\"".formatted(document.n()))
          .append(document.kind())
          .append("\",\"text\":\"")
          .append(document.text())
          .append("\"}\n");
    }
    return lines.toString();
  }

  private static String id(String name, String answer) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }
}
