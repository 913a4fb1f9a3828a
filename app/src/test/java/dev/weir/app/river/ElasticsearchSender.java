package dev.weir.app.river;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Elasticsearch's low-level REST client, its connections kept alive throughout. */
final class ElasticsearchSender implements CallSender {
  private final RestClient client;
  private final boolean slash;

  /**
   * @param gzip both ways
   * @param slash whether targets keep their first slash
   */
  ElasticsearchSender(int port, boolean gzip, boolean slash) {
    client =
        RestClient.builder(new HttpHost("127.0.0.1", port)).setCompressionEnabled(gzip).build();
    this.slash = slash;
  }

  @Override
  public Answer send(Call call) throws IOException {
    String target = slash || call.target().equals("/") ? call.target() : call.target().substring(1);
    Request request = new Request(call.method(), target);
    if (!call.body().isEmpty()) {
      ContentType type = ContentType.create(call.type(), StandardCharsets.UTF_8);
      request.setEntity(new StringEntity(call.body(), type));
    }
    try {
      return answer(client.performRequest(request));
    } catch (ResponseException e) {
      return answer(e.getResponse());
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private static Answer answer(Response response) throws IOException {
    String fields =
        Arrays.stream(response.getHeaders())
            .map(field -> field.getName() + ": " + field.getValue())
            .collect(Collectors.joining("\n"));
    HttpEntity entity = response.getEntity();
    String body = entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8);
    int status = response.getStatusLine().getStatusCode();
    return new Answer(status, response.getStatusLine() + "\n" + fields, body);
  }
}
