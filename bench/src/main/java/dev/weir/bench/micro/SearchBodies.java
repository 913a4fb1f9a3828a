package dev.weir.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies of searches as applications and dashboards send them. */
public enum SearchBodies {
  /** Some 300 bytes. */
  SEARCH {
    @Override
    String text(Random random) {
      return """
      {"size":20,"query":{"bool":{"filter":[{"term":{"user":"u-%d"}},{"range":{"day":{"gte":"2026-01-%02d","lt":"2026-02-01"}}}],\
      "must_not":[{"term":{"state":"deleted"}}]}},"sort":[{"day":"desc"},{"id":"asc"}],"_source":["id","day","sum","state"],\
      "track_total_hits":false,"search_after":["2026-01-17T09:30:%02d","b-%d"]}\
      """
          .formatted(
              random.nextInt(200_000),
              1 + random.nextInt(28),
              random.nextInt(60),
              random.nextInt(2_000_000));
    }
  },
  /** Some 2 kB, with blanks between, as a dashboard's panel. */
  DASHBOARD {
    @Override
    String text(Random random) {
      return """
      {
        "aggs": {
          "2": {
            "date_histogram": {
              "field": "@timestamp",
              "fixed_interval": "30m",
              "time_zone": "Europe/Berlin",
              "min_doc_count": 1
            },
            "aggs": {
              "3": {
                "terms": {
                  "field": "service.name",
                  "order": { "1": "desc" },
                  "size": 5
                },
                "aggs": {
                  "1": { "avg": { "field": "http.response.took" } },
                  "4": { "percentiles": { "field": "http.response.took", "percents": [50, 95, 99] } }
                }
              }
            }
          }
        },
        "size": 0,
        "stored_fields": ["*"],
        "script_fields": {},
        "docvalue_fields": [
          { "field": "@timestamp", "format": "date_time" },
          { "field": "event.created", "format": "date_time" },
          { "field": "event.end", "format": "date_time" }
        ],
        "_source": { "excludes": [] },
        "query": {
          "bool": {
            "must": [],
            "filter": [
              { "match_all": {} },
              {
                "bool": {
                  "should": [
                    { "match_phrase": { "service.environment": "production-%d" } },
                    { "match_phrase": { "service.environment": "staging" } }
                  ],
                  "minimum_should_match": 1
                }
              },
              {
                "range": {
                  "@timestamp": {
                    "gte": "2026-11-20T12:%02d:00.000Z",
                    "lte": "2026-11-21T12:%02d:00.000Z",
                    "format": "strict_date_optional_time"
                  }
                }
              }
            ],
            "should": [],
            "must_not": [
              { "match_phrase": { "kubernetes.namespace": { "query": "kube-system" } } }
            ]
          }
        }
      }
      """
          .formatted(random.nextInt(20), random.nextInt(60), random.nextInt(60));
    }
  },
  /** Some 20 kB: many clauses, as of filters that a program puts together. */
  LARGE {
    @Override
    String text(Random random) {
      return IntStream.range(0, 120)
          .mapToObj(
              i ->
                  """
                  {"bool":{"must":[{"term":{"shop.id":"s-%d"}},{"match":{"title":{"query":"winter shoes size %d","operator":"and"}}}],\
                  "filter":{"range":{"price":{"gte":%d,"lte":%d.99}}}}}\
                  """
                      .formatted(
                          random.nextInt(1_000_000),
                          random.nextInt(50),
                          random.nextInt(200),
                          200 + random.nextInt(1_000)))
          .collect(
              Collectors.joining(",", "{\"size\":50,\"query\":{\"bool\":{\"should\":[", "]}}}"));
    }
  },
  /** Ten thousand texts. */
  TERMS {
    @Override
    String text(Random random) {
      return IntStream.range(0, 10_000)
          .mapToObj(i -> "\"user-" + (1_000_000 + random.nextInt(1_000_003)) + "\"")
          .collect(Collectors.joining(",", "{\"query\":{\"terms\":{\"user\":[", "]}}}"));
    }
  },
  /** Ten thousand numbers. */
  NUMBERS {
    @Override
    String text(Random random) {
      return IntStream.range(0, 10_000)
          .mapToObj(i -> String.valueOf(1_000_000 + random.nextInt(1_000_003)))
          .collect(Collectors.joining(",", "{\"query\":{\"terms\":{\"user\":[", "]}}}"));
    }
  };

  abstract String text(Random random);

  byte[] bytes() {
    return bytes(new Random(1));
  }

  /** The same search with other values. */
  byte[] bytes(Random random) {
    return text(random).getBytes(UTF_8);
  }
}
