package dev.weir.search;

import java.util.Arrays;

/**
 * The reserved words of the engines' paths, and how each reads a method. An engine compares them
 * before it decodes percent signs, so {@code %5fsearch} is no reserved word to it, nor here.
 */
enum Word {
  /** No reserved word: a name, an id, or an API that is not known here. */
  NONE("", Reading.SPECIAL),
  /** Stands where an index would: every index. */
  ALL("_all", Reading.SPECIAL),

  SEARCH("_search", Reading.SPECIAL),
  DOC("_doc", Reading.SPECIAL),
  BULK("_bulk", Reading.SPECIAL),
  MSEARCH("_msearch", Reading.SPECIAL),
  COUNT("_count", Reading.SPECIAL),
  MGET("_mget", Reading.SPECIAL),
  SOURCE("_source", Reading.SPECIAL),
  CREATE("_create", Reading.SPECIAL),
  UPDATE("_update", Reading.SPECIAL),
  PIT("_pit", Reading.SPECIAL),
  ASYNC_SEARCH("_async_search", Reading.SPECIAL),
  DELETE_BY_QUERY("_delete_by_query", Reading.SPECIAL),
  UPDATE_BY_QUERY("_update_by_query", Reading.SPECIAL),
  REINDEX("_reindex", Reading.SPECIAL),
  CLUSTER("_cluster", Reading.SPECIAL),
  SNAPSHOT("_snapshot", Reading.SPECIAL),
  SCRIPTS("_scripts", Reading.SPECIAL),
  INGEST("_ingest", Reading.SPECIAL),
  INDEX_TEMPLATE("_index_template", Reading.SPECIAL),
  TASKS("_tasks", Reading.SPECIAL),
  PLUGINS("_plugins", Reading.SPECIAL),
  OPENDISTRO("_opendistro", Reading.SPECIAL),
  SQL("_sql", Reading.SPECIAL),
  PPL("_ppl", Reading.SPECIAL),
  QUERY("_query", Reading.SPECIAL),
  EQL("_eql", Reading.SPECIAL),
  FLEET("_fleet", Reading.SPECIAL),
  KNN_SEARCH("_knn_search", Reading.SPECIAL),
  ROLLUP_SEARCH("_rollup_search", Reading.SPECIAL),
  MVT("_mvt", Reading.SPECIAL),
  APPLICATION("_application", Reading.SPECIAL),
  TRANSFORM("_transform", Reading.SPECIAL),
  ML("_ml", Reading.SPECIAL),
  FORCEMERGE("_forcemerge", Reading.MAINTAINS),
  SHRINK("_shrink", Reading.MAINTAINS),
  SPLIT("_split", Reading.MAINTAINS),
  CLONE("_clone", Reading.MAINTAINS),
  DOWNSAMPLE("_downsample", Reading.MAINTAINS),
  UPGRADE("_upgrade", Reading.MAINTAINS),
  REMOTESTORE("_remotestore", Reading.MAINTAINS),

  EXPLAIN("_explain", Reading.ASKS),
  FIELD_CAPS("_field_caps", Reading.ASKS),
  VALIDATE("_validate", Reading.ASKS),
  ANALYZE("_analyze", Reading.ASKS),
  RENDER("_render", Reading.ASKS),
  TERMVECTORS("_termvectors", Reading.ASKS),
  MTERMVECTORS("_mtermvectors", Reading.ASKS),
  RANK_EVAL("_rank_eval", Reading.ASKS),
  SEARCH_SHARDS("_search_shards", Reading.ASKS),
  TERMS_ENUM("_terms_enum", Reading.ASKS),
  GRAPH("_graph", Reading.ASKS),
  CAT("_cat", Reading.ASKS),
  RESOLVE("_resolve", Reading.ASKS),
  DISK_USAGE("_disk_usage", Reading.ASKS),
  TEXT_STRUCTURE("_text_structure", Reading.ASKS),
  PROFILING("_profiling", Reading.ASKS),
  PERCOLATE("_percolate", Reading.ASKS),

  STATS("_stats", Reading.LOOKS),
  SEGMENTS("_segments", Reading.LOOKS),
  RECOVERY("_recovery", Reading.LOOKS),
  SHARD_STORES("_shard_stores", Reading.LOOKS),
  REMOTE("_remote", Reading.LOOKS),
  LIST("_list", Reading.LOOKS),
  HEALTH_REPORT("_health_report", Reading.LOOKS),
  FIELD_USAGE_STATS("_field_usage_stats", Reading.LOOKS),
  CAPABILITIES("_capabilities", Reading.LOOKS),
  INFO("_info", Reading.LOOKS),
  INSIGHTS("_insights", Reading.LOOKS),
  SSL("_ssl", Reading.LOOKS),
  PROMETHEUS("_prometheus", Reading.LOOKS),
  SCRIPT_CONTEXT("_script_context", Reading.LOOKS),
  SCRIPT_LANGUAGE("_script_language", Reading.LOOKS),

  NODES("_nodes", Reading.BY_METHOD),
  MAPPING("_mapping", Reading.BY_METHOD),
  MAPPINGS("_mappings", Reading.BY_METHOD),
  SETTINGS("_settings", Reading.BY_METHOD),
  ALIAS("_alias", Reading.BY_METHOD),
  ALIASES("_aliases", Reading.BY_METHOD),
  TEMPLATE("_template", Reading.BY_METHOD),
  COMPONENT_TEMPLATE("_component_template", Reading.BY_METHOD),
  DATA_STREAM("_data_stream", Reading.BY_METHOD),
  DANGLING("_dangling", Reading.BY_METHOD),
  LICENSE("_license", Reading.BY_METHOD),
  SECURITY("_security", Reading.BY_METHOD),
  ILM("_ilm", Reading.BY_METHOD),
  XPACK("_xpack", Reading.BY_METHOD),
  BLOCK("_block", Reading.BY_METHOD),
  LTR("_ltr", Reading.BY_METHOD),
  WLM("_wlm", Reading.BY_METHOD),
  AUTOSCALING("_autoscaling", Reading.BY_METHOD),
  CCR("_ccr", Reading.BY_METHOD),
  CONNECTOR("_connector", Reading.BY_METHOD),
  ENRICH("_enrich", Reading.BY_METHOD),
  FEATURES("_features", Reading.BY_METHOD),
  INFERENCE("_inference", Reading.BY_METHOD),
  INTERNAL("_internal", Reading.BY_METHOD),
  LIFECYCLE("_lifecycle", Reading.BY_METHOD),
  LOGSTASH("_logstash", Reading.BY_METHOD),
  MIGRATION("_migration", Reading.BY_METHOD),
  PROJECT("_project", Reading.BY_METHOD),
  PROJECT_ROUTING("_project_routing", Reading.BY_METHOD),
  QUERY_RULES("_query_rules", Reading.BY_METHOD),
  ROLLUP("_rollup", Reading.BY_METHOD),
  SEARCHABLE_SNAPSHOTS("_searchable_snapshots", Reading.BY_METHOD),
  SLM("_slm", Reading.BY_METHOD),
  STREAMS("_streams", Reading.BY_METHOD),
  SYNONYMS("_synonyms", Reading.BY_METHOD),
  WATCHER("_watcher", Reading.BY_METHOD),
  ENCRYPTION("_encryption", Reading.BY_METHOD),
  PAUSE("_pause", Reading.BY_METHOD),
  RESUME("_resume", Reading.BY_METHOD),
  STATE("_state", Reading.BY_METHOD),

  REFRESH("_refresh", Reading.CHANGES),
  FLUSH("_flush", Reading.CHANGES),
  CACHE("_cache", Reading.CHANGES),
  OPEN("_open", Reading.CHANGES),
  CLOSE("_close", Reading.CHANGES),
  ROLLOVER("_rollover", Reading.CHANGES),
  RELOAD_SEARCH_ANALYZERS("_reload_search_analyzers", Reading.CHANGES),
  CREATE_FROM("_create_from", Reading.CHANGES),
  MONITORING("_monitoring", Reading.CHANGES);

  /** What a method means behind a word. */
  enum Reading {
    /** {@link Operations} knows more of it. */
    SPECIAL,
    /** A question, put by GET or, with a body, by POST. */
    ASKS,
    /** A question without a body: GET. */
    LOOKS,
    /** GET and HEAD look, the other methods change. */
    BY_METHOD,
    /** Changes something by any method: engines take {@code GET /_flush}. */
    CHANGES,
    /** GET looks; the other methods set off work on whole indices. */
    MAINTAINS
  }

  private static final int SLOTS = 512;
  private static final Word[] TABLE = table();

  private final String text;
  private final Reading reading;

  Word(String text, Reading reading) {
    this.text = text;
    this.reading = reading;
  }

  Reading reading() {
    return reading;
  }

  String text() {
    return text;
  }

  /** The word that the bytes spell; {@link #NONE} if they spell none. */
  static Word of(byte[] bytes, int start, int end) {
    if (start >= end || bytes[start] != '_') {
      return NONE;
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    for (int slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      Word word = TABLE[slot];
      if (word == NONE || spells(bytes, start, end, word.text)) {
        return word;
      }
    }
  }

  /** Whether the bytes are exactly that ASCII text. */
  static boolean spells(byte[] bytes, int start, int end, String text) {
    if (end - start != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Open addressing, mostly empty: a look-up allocates nothing and ends at the first gap. */
  private static Word[] table() {
    Word[] table = new Word[SLOTS];
    Arrays.fill(table, NONE);
    for (Word word : values()) {
      if (word != NONE) {
        // The same polynomial as in of(): that of String.
        int slot = word.text.hashCode() & (SLOTS - 1);
        while (table[slot] != NONE) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        table[slot] = word;
      }
    }
    return table;
  }
}
