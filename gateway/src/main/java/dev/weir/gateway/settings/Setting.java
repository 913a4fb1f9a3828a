package dev.weir.gateway.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one key of the configuration. The key is the component's name in kebab case; its type
 * says what is expected; its default is what the record's static {@code defaults()} holds, and a
 * key of a record without {@code defaults()} is required unless it is nullable, or a map, which is
 * empty then.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** What the key does, in one or two sentences. */
  String value();

  /** A value as one would write it in YAML. */
  String example();

  /**
   * Whether the record's default does not stand in for the key: it must be given, or is absent if
   * it is nullable.
   */
  boolean required() default false;
}
