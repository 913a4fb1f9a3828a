package dev.weir.bench.peer.springcloud;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;

/** Spring Cloud Gateway with one route: everything to one node. */
@SpringBootApplication
public class PlainPass {
  public static void main(String[] args) {
    SpringApplication.run(PlainPass.class, args);
  }

  @Bean
  RouteLocator routes(RouteLocatorBuilder builder, @Value("${upstream}") String upstream) {
    return builder.routes().route("all", route -> route.path("/**").uri(upstream)).build();
  }
}
