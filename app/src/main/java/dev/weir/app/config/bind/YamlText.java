package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Span;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Makes text of a file's bytes. */
final class YamlText {
  private YamlText() {}

  /** The text, without the byte order mark that some editors put in front of it. */
  static String decode(byte[] bytes) throws InvalidYaml {
    if (bytes.length > Binding.LARGEST) {
      throw new InvalidYaml(Span.BEGINNING, 1, "a file of more than 1mb", "a file of at most 1mb");
    }
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      Span span = Lines.spanAt(text, text.codePointCount(0, text.length()));
      throw new InvalidYaml(span, span.line(), "bytes that are no text", "text in UTF-8");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
