package dev.weir.testkit.node;

import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.rankeval.RankEvalModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.join.ParentJoinModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.percolator.PercolatorModulePlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.script.mustache.MustacheModulePlugin;
import org.opensearch.search.aggregations.matrix.MatrixAggregationModulePlugin;
import org.opensearch.transport.Netty4ModulePlugin;

/** A node whose modules come from the class path; a distribution loads the same from folders. */
final class ClassPathNode extends Node {
  private static final List<Class<? extends Plugin>> MODULES =
      List.of(
          Netty4ModulePlugin.class,
          ReindexModulePlugin.class,
          PainlessModulePlugin.class,
          CommonAnalysisModulePlugin.class,
          ParentJoinModulePlugin.class,
          PercolatorModulePlugin.class,
          MustacheModulePlugin.class,
          MatrixAggregationModulePlugin.class,
          MapperExtrasModulePlugin.class,
          RankEvalModulePlugin.class);

  private ClassPathNode(Environment environment) {
    super(environment, MODULES.stream().map(ClassPathNode::info).toList(), false);
  }

  static ClassPathNode create(Map<String, String> settings) {
    Settings.Builder builder = Settings.builder();
    settings.forEach(builder::put);
    return new ClassPathNode(
        InternalSettingsPreparer.prepareEnvironment(
            builder.build(), Map.of(), null, () -> "node-" + ProcessHandle.current().pid()));
  }

  private static PluginInfo info(Class<? extends Plugin> plugin) {
    return new PluginInfo(
        plugin.getName(),
        "module",
        Version.CURRENT.toString(),
        Version.CURRENT,
        "21",
        plugin.getName(),
        null,
        List.of(),
        false);
  }
}
