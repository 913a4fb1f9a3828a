package dev.weir.search.profile;

import dev.weir.search.Language;
import dev.weir.search.json.Hashing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills a {@link StatementProfile} in one pass over a statement's tokens. What it takes for a
 * danger looks like one; whether the statement is right, the engine will say.
 */
final class StatementReader {
  /** So deep in parentheses it is known which function one is in; the rest counts as in none. */
  private static final int MOST_DEPTH = 64;

  private final SearchProfile profile;
  private final StatementProfile statement;
  private final StatementTokens tokens = new StatementTokens();
  private final StatementTexts found;
  private final byte[] parentheses = new byte[MOST_DEPTH];
  private byte[] upper = new byte[64];

  private Language language = Language.NONE;
  private int depth;

  /** The keyword that stands right in front; null if something else does. */
  private @Nullable StatementWord last;

  /** The keyword that began the clause or the command. */
  private StatementWord clause = StatementWord.ALL;

  private boolean afterOperand;
  private boolean afterComma;
  private boolean atCommand;
  private boolean atColumn;
  private boolean sequence;
  private boolean source;
  private boolean columns;

  /** What the next text, or those in the next parentheses, are. */
  private byte texts;

  /** The name in front, as a field may be in front of {@code LIKE}. */
  private long field;

  private int run;

  /**
   * The number behind {@code LIMIT}, which is an offset if another follows; and what was before.
   */
  private long firstNumber;

  private long limitBefore;

  StatementReader(SearchProfile profile) {
    this.profile = profile;
    this.statement = profile.statement;
    this.found = new StatementTexts(profile);
  }

  void read(Language languageOfIt, byte[] bytes, int from, int to) {
    begin(languageOfIt);
    tokens.begin(languageOfIt, bytes, from, to);
    while (true) {
      StatementTokens.Kind kind = source ? tokens.nextIndex() : tokens.next(afterOperand);
      switch (kind) {
        case WORD -> word();
        case QUOTED -> name();
        case TEXT -> text();
        case NUMBER -> number();
        case PARAMETER -> literal();
        case SYMBOL -> symbol(tokens.bytes()[tokens.start()]);
        case END -> {
          end();
          return;
        }
      }
    }
  }

  /** What another statement of the same request said remains, so that none hides another. */
  private void begin(Language languageOfIt) {
    statement.language = languageOfIt;
    language = languageOfIt;
    found.begin(languageOfIt);
    depth = 0;
    last = null;
    clause = StatementWord.ALL;
    afterOperand = false;
    afterComma = false;
    atCommand = true;
    atColumn = false;
    sequence = false;
    source = false;
    columns = false;
    texts = StatementTexts.PLAIN;
    field = FieldNames.NONE;
    run = 0;
  }

  private void end() {
    if (language.isPiped() && language != Language.EQL) {
      statement.everyColumn |= !columns && !statement.grouped && statement.sources > 0;
    }
  }

  private void word() {
    int length = capitals();
    StatementWord word = StatementWord.NAMES.find(upper, 0, length, Hashing.of(upper, 0, length));
    if (source || word == null || !word.isOf(language) || !isKeyword(word)) {
      if (!source && tokens.peek() == '(') {
        function(length);
        return;
      }
      name();
      return;
    }
    statement.shape.word(upper, 0, length);
    keyword(word);
    field = isAboutField(word) ? field : FieldNames.NONE;
    last = word;
    afterOperand = word == StatementWord.END || word == StatementWord.NULL;
    afterComma = false;
    atCommand = false;
    atColumn =
        switch (word) {
          case SELECT, DISTINCT, ALL, KEEP, FIELDS, TABLE -> true;
          default -> false;
        };
    run = 0;
  }

  /** A command's word that stands elsewhere, or in front of what it cannot mean, is a name. */
  private boolean isKeyword(StatementWord word) {
    return switch (word) {
      case SOURCE, INDEX -> (atCommand || last == StatementWord.SEARCH) && tokens.peek() == '=';
      case FIRST, NEXT, LAST -> last == StatementWord.FETCH || last == StatementWord.NULLS;
      case HEAD, TAIL, RARE, CHART, TIMECHART, FIELDS, TABLE, KEEP, DROP, SAMPLE, FORK, TS ->
          atCommand;
      case TOP -> atCommand || last == StatementWord.SELECT || last == StatementWord.DISTINCT;
      case LEFT, RIGHT -> tokens.peek() != '(';
      default -> true;
    };
  }

  /** Whether the field may stand in front of it. */
  private static boolean isAboutField(StatementWord word) {
    return switch (word) {
      case NOT, LIKE, ILIKE, RLIKE, REGEXP, REGEX, IN -> true;
      default -> false;
    };
  }

  private int capitals() {
    int length = tokens.end() - tokens.start();
    if (length > upper.length) {
      upper = Arrays.copyOf(upper, Math.max(length, 2 * upper.length));
    }
    for (int i = 0; i < length; i++) {
      byte each = tokens.bytes()[tokens.start() + i];
      upper[i] = each >= 'a' && each <= 'z' ? (byte) (each - 0x20) : each;
    }
    return length;
  }

  private void keyword(StatementWord word) {
    switch (word) {
      case SELECT -> clause = word;
      case FROM, TS -> {
        if (!isInFunction()) {
          boolean offset = language == Language.PPL;
          clause = offset ? StatementWord.OFFSET : word;
          source = !offset && tokens.peek() != '(' && tokens.peek() != '[';
        }
      }
      case SOURCE, INDEX -> clause = word;
      case METADATA -> clause = word;
      case JOIN -> {
        statement.joins++;
        clause = language == Language.PPL ? word : StatementWord.FROM;
        source = language != Language.PPL && tokens.peek() != '(';
      }
      case ON -> clause = language.isPiped() ? word : clause;
      case SEQUENCE -> sequence = true;
      case WHERE -> {
        statement.filtered = true;
        clause = word;
      }
      case GROUP, STATS, INLINESTATS, EVENTSTATS, STREAMSTATS, CHART, TIMECHART, RARE -> {
        statement.grouped |=
            word != StatementWord.INLINESTATS
                && word != StatementWord.EVENTSTATS
                && word != StatementWord.STREAMSTATS;
        clause = word;
      }
      case ORDER, SORT -> {
        statement.sorted = true;
        clause = word;
      }
      case LIMIT, HEAD, TAIL -> {
        clause = StatementWord.LIMIT;
        statement.bounded = true;
        if (language == Language.PPL && word == StatementWord.HEAD) {
          statement.limit = Math.max(statement.limit, 10); // Unless it says another number.
        }
      }
      case TOP -> {
        if (language == Language.PPL) {
          statement.grouped = true;
          clause = word;
        } else {
          statement.bounded = true;
          clause = StatementWord.LIMIT;
        }
      }
      case FIRST, NEXT -> {
        if (last == StatementWord.FETCH) {
          statement.bounded = true;
          clause = StatementWord.LIMIT;
        }
      }
      case OFFSET -> clause = word;
      case FIELDS, TABLE, KEEP -> {
        columns = true;
        clause = word;
      }
      case LIKE, ILIKE -> texts = StatementTexts.LIKE_PATTERNS;
      case RLIKE, REGEXP, REGEX -> texts = StatementTexts.PATTERNS;
      case DELETE -> statement.write = true;
      case HAVING, EVAL, RENAME, DEDUP, UNION, PARSE, GROK, DISSECT, ENRICH -> clause = word;
      default -> {}
    }
  }

  private boolean isInFunction() {
    return depth > 0 && depth <= MOST_DEPTH && parentheses[depth - 1] != StatementTexts.PLAIN;
  }

  /** The name of a function, with its parenthesis. */
  private void function(int length) {
    statement.shape.word(upper, 0, length);
    byte kind = StatementTexts.ofFunction(upper, length);
    statement.summed |= clause == StatementWord.SELECT && Summing.isOne(upper, length);
    tokens.next(true);
    statement.shape.openFunction();
    open(kind);
    notAKeyword(false);
    afterComma = false;
  }

  private void name() {
    byte[] bytes = tokens.bytes();
    int from = tokens.start();
    int to = tokens.end();
    statement.shape.word(bytes, from, to);
    if (source) {
      source = false;
      statement.addSource(bytes, from, to);
    } else {
      boolean star = to > from && bytes[to - 1] == '.';
      if (!star && depth <= MOST_DEPTH) {
        field = (long) from << 32 | to;
      }
    }
    if (texts != StatementTexts.PLAIN) {
      // Of a pattern in a language that has it in the quotes of names.
      pattern(texts, from, to);
      texts = StatementTexts.PLAIN;
    }
    notAKeyword(true);
    atCommand = false;
    afterComma = false;
  }

  private void text() {
    if (source) {
      name(); // Whatever its quotes.
      return;
    }
    int from = tokens.start();
    int to = tokens.end();
    byte kind = texts;
    if (kind == StatementTexts.PLAIN && depth > 0 && depth <= MOST_DEPTH) {
      kind = parentheses[depth - 1];
    }
    if (kind >= StatementTexts.PATTERNS) {
      pattern(kind, from, to);
    }
    literal();
  }

  private void pattern(byte kind, int from, int to) {
    boolean regexp =
        last == StatementWord.RLIKE || last == StatementWord.REGEXP || last == StatementWord.REGEX;
    found.note(kind, regexp, tokens.bytes(), from, to, field);
  }

  private void number() {
    byte[] bytes = tokens.bytes();
    long value = ScalarReader.digits(bytes, tokens.start(), tokens.end());
    if (value != ScalarReader.NOT_A_NUMBER && isDirect()) {
      if (clause == StatementWord.LIMIT) {
        limit(value);
        if (last == StatementWord.TOP) {
          clause = StatementWord.SELECT;
          literal();
          atColumn = true;
          return;
        }
      } else if (clause == StatementWord.OFFSET) {
        statement.offset = Math.max(statement.offset, value);
      }
    }
    literal();
  }

  /** Whether it stands right behind its keyword, or behind the comma of {@code LIMIT 10, 20}. */
  private boolean isDirect() {
    return last != null || afterComma;
  }

  private void limit(long value) {
    if (afterComma) {
      statement.offset = Math.max(statement.offset, firstNumber);
      statement.limit = Math.max(limitBefore, value);
      return;
    }
    firstNumber = value;
    limitBefore = statement.limit;
    if (language == Language.PPL && statement.limit <= 10) {
      statement.limit = value;
    } else {
      statement.limit = Math.max(statement.limit, value);
    }
  }

  private void literal() {
    source = false;
    statement.shape.literal();
    run = afterComma || run == 0 ? run + 1 : 1;
    if (run > 1) {
      profile.values += run == 2 ? 2 : 1;
      profile.mostValues = Math.max(profile.mostValues, run);
    }
    last = keptInFront();
    afterOperand = true;
    afterComma = false;
    atCommand = false;
    atColumn = false;
    texts = StatementTexts.PLAIN;
  }

  /** Behind a pattern in parentheses, others may follow. */
  private @Nullable StatementWord keptInFront() {
    boolean patterns =
        depth > 0 && depth <= MOST_DEPTH && parentheses[depth - 1] >= StatementTexts.PATTERNS;
    return patterns ? last : null;
  }

  private void symbol(byte symbol) {
    boolean star = symbol == '*' && isEveryColumn();
    source = false;
    statement.shape.symbol(symbol);
    switch (symbol) {
      case '(' -> {
        open(texts);
        texts = StatementTexts.PLAIN;
        run = 0;
      }
      case ')' -> {
        depth = Math.max(0, depth - 1);
        notAKeyword(true);
        run = 0;
        afterComma = false;
        return;
      }
      case '[' -> {
        if (sequence && depth == 0) {
          statement.joins++;
        }
        depth++;
        mark(StatementTexts.PLAIN);
        atCommand = true;
      }
      case ']' -> depth = Math.max(0, depth - 1);
      case '|' -> {
        clause = StatementWord.ALL;
        notAKeyword(false);
        atCommand = true;
        afterComma = false;
        return;
      }
      case ',' -> {
        afterComma = true;
        atColumn = isOfColumns();
        afterOperand = false;
        source = isListOfSources();
        last = keptInFront();
        return;
      }
      case '=' -> source = last == StatementWord.SOURCE || last == StatementWord.INDEX;
      case ':' -> texts = language == Language.EQL ? StatementTexts.PATTERNS : texts;
      case '*' -> statement.everyColumn |= star;
      default -> {}
    }
    if (symbol != '(' && symbol != '~') {
      notAKeyword(symbol == '*' && star);
    } else {
      afterOperand = false;
    }
    afterComma = false;
  }

  private boolean isListOfSources() {
    return switch (clause) {
      case FROM, TS -> !isInFunction();
      case SOURCE, INDEX -> true;
      default -> false;
    };
  }

  /** {@code SELECT *}, {@code SELECT t.*}, {@code KEEP *}, and no product, and no count. */
  private boolean isEveryColumn() {
    if (!isOfColumns() || isInFunction()) {
      return false;
    }
    int before = tokens.start() - 1;
    return atColumn || (before >= 0 && tokens.bytes()[before] == '.');
  }

  private boolean isOfColumns() {
    return switch (clause) {
      case SELECT, KEEP, FIELDS, TABLE -> true;
      default -> false;
    };
  }

  private void open(byte kind) {
    depth++;
    mark(kind);
    afterOperand = false;
  }

  private void mark(byte kind) {
    if (depth <= MOST_DEPTH) {
      parentheses[depth - 1] = kind;
    }
  }

  private void notAKeyword(boolean operand) {
    last = null;
    atColumn = false;
    afterOperand = operand;
    run = operand ? 0 : run;
  }
}
