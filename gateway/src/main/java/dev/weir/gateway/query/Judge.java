package dev.weir.gateway.query;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.gateway.fact.GatheredFacts;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.query.Found.Consequence;
import dev.weir.gateway.shape.Visits;
import dev.weir.search.Language;
import dev.weir.search.Operations;
import dev.weir.search.Payload;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.bulk.BulkLook;
import dev.weir.search.fact.Facts;
import dev.weir.search.fact.RequestFacts;
import dev.weir.search.index.IndexList;
import dev.weir.search.json.Oddities;
import dev.weir.search.json.Oddity;
import dev.weir.search.profile.MultiSearchProfiler;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.profile.Stencils;
import dev.weir.search.rule.Asked;
import dev.weir.search.rule.IndexFacts;
import dev.weir.search.rule.TargetOptions;
import dev.weir.search.shape.Skeleton;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Profiles the query of one request after another, and shows it to the rules. Used by one thread.
 */
final class Judge {
  private final LongAdder profiles;
  private final LongAdder known;
  private final LongAdder unread;
  private final Visits visits;
  private final Reworder reworder;
  private final Stencils stencils = new Stencils();
  private final QueryProfiler profiler = new QueryProfiler(stencils);
  private final MultiSearchProfiler lines = new MultiSearchProfiler(this::line, stencils);
  private final Unpacking unpacking = new Unpacking();
  private final IndexLists indexLists = new IndexLists();
  private final GatheredFacts gathered;
  private final RequestFacts facts = new RequestFacts(System::currentTimeMillis);
  private @Nullable Facts factsNow;
  private TargetOptions target = TargetOptions.NONE;
  private final List<Found> found = new ArrayList<>();
  private byte[] parameters = new byte[256];
  private @Nullable Request request;
  private @Nullable String pathIndices;
  private BodyFormat format = BodyFormat.JSON;
  private List<RuleInForce> rules = List.of();
  private RewriteBook rewrites = RewriteBook.NONE;

  /** Whether one of several searches may have to be written otherwise. */
  private boolean rewritable;

  private @Nullable Found refusing;
  private int searches;
  private long shape;
  private boolean blind;

  /**
   * Of a thread.
   *
   * @param gathered what is known of indices
   * @param profiles counts searches
   * @param known counts those whose form was known, so that they were not read
   * @param unread counts bodies that could not be read to their end
   * @param visits receives searches, so that their shapes are recorded
   * @param reworder rewrites what passes
   */
  Judge(
      GatheredFacts gathered,
      LongAdder profiles,
      LongAdder known,
      LongAdder unread,
      Visits visits,
      Reworder reworder) {
    this.gathered = gathered;
    this.profiles = profiles;
    this.known = known;
    this.unread = unread;
    this.visits = visits;
    this.reworder = reworder;
  }

  /**
   * Judges a request.
   *
   * @param body null if it is larger than what was asked for
   */
  Judgement judge(Request asking, @Nullable ByteBuffer body, RuleBook book) {
    request = asking;
    visits.begin();
    pathIndices = asking.indices();
    format = BodyFormat.of(asking.headers().get("Content-Type"));
    rules = book.searches();
    rewrites = book.rewrites();
    rewritable = false;
    factsNow = gathered.of(asking.route());
    int query = copyQuery(asking.query());
    target = TargetOptions.read(parameters, 0, query);
    found.clear();
    refusing = null;
    searches = 0;
    shape = 0;
    blind = false;
    String encoding = asking.headers().get("Content-Encoding");
    if (asking.payload() == Payload.SEARCH_LINES) {
      readLines(asking, body, encoding, book.maxBody());
    } else {
      readOne(asking, query, body, encoding, book.maxBody());
    }
    if (body != null && visits.wantsText() && format == BodyFormat.JSON) {
      readText(asking, body, encoding);
    }
    Judgement judgement = new Judgement(shape, searches, found, refusing);
    request = null;
    if (blind) {
      unread.increment();
    }
    return judgement;
  }

  /** Once more, for a sample of what it looks like. */
  private void readText(Request asking, ByteBuffer body, @Nullable String encoding) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    var _ =
        unpacking.read(
            body,
            body.hasRemaining() ? encoding : null,
            Skeleton.LONGEST_BODY,
            (bytes, from, to) -> text.write(bytes, from, to - from));
    byte[] bytes = text.toByteArray();
    visits.text(bytes, bytes.length, asking.payload() == Payload.SEARCH_LINES);
  }

  /** Makes the query of the target the parameters, and tells how many bytes they are. */
  private int copyQuery(@Nullable String query) {
    int length = query == null ? 0 : query.length();
    if (parameters.length < length) {
      parameters = new byte[length];
    }
    for (int i = 0; query != null && i < length; i++) {
      parameters[i] = (byte) query.charAt(i);
    }
    return length;
  }

  private void readOne(
      Request asking, int query, @Nullable ByteBuffer body, @Nullable String encoding, int limit) {
    profiler.begin(format, language(asking));
    Oddity why = read(asking, body, encoding, limit, profiler::feed);
    if (query > 0) {
      profiler.parameters(parameters, 0, query);
    }
    SearchProfile profile = profiler.end();
    if (why != null) {
      profile.oddities().add(why);
    }
    Asked asked = search(asking, indices(profile), profile);
    if (refusing == null) {
      reworder.reword(asking, body, encoding, limit, asked, rewrites);
    }
  }

  private static Language language(Request asking) {
    if (asking.payload() != Payload.STATEMENT) {
      return Language.NONE;
    }
    byte[] path = asking.path().getBytes(US_ASCII);
    return Operations.language(path, 0, path.length);
  }

  /** What a statement names, if it names anything; else what the path does. */
  private @Nullable String indices(SearchProfile profile) {
    return profile.statement().sourceCount() == 0
        ? pathIndices
        : String.join(",", profile.statement().sources());
  }

  /** Of a body that is larger than what was asked for, what is at hand is read all the same. */
  private @Nullable Oddity read(
      Request asking,
      @Nullable ByteBuffer body,
      @Nullable String encoding,
      int limit,
      Unpacking.Taker taker) {
    if (body == null) {
      Oddity _ = unpacking.read(asking.bodyStart(), encoding, limit, taker);
      return asking.isBodyDenied() ? Oddity.NO_ROOM : Oddity.TOO_LARGE;
    }
    return unpacking.read(body, body.hasRemaining() ? encoding : null, limit, taker);
  }

  private void readLines(
      Request asking, @Nullable ByteBuffer body, @Nullable String encoding, int limit) {
    String query = body == null || body.hasRemaining() ? null : asking.query();
    byte[] source = query == null ? null : SourceParameter.of(query, "source");
    lines.begin(
        source == null || query == null
            ? format
            : BodyFormat.of(SourceParameter.text(query, "source_content_type")));
    Oddity why = read(asking, body, encoding, limit, lines::feed);
    if (source != null) {
      lines.feed(source, 0, source.length);
    }
    lines.end();
    if (why != null) {
      // What was not read may be any search.
      profiler.begin();
      SearchProfile rest = profiler.end();
      rest.oddities().add(why);
      Asked _ = search(asking, pathIndices, rest);
    } else if (rewritable && refusing == null && source == null) {
      reworder.rewordLines(
          asking,
          body,
          encoding,
          limit,
          (indices, profile) -> asked(asking, ofLine(indices), profile),
          rewrites);
    }
  }

  private void line(@Nullable String indices, Oddities header, SearchProfile profile) {
    for (Oddity each : header.toSet()) {
      profile.oddities().add(each);
    }
    Request asking = request;
    if (asking != null) {
      Asked asked = search(asking, ofLine(indices), profile);
      rewritable |= Reworder.isWanted(asking.route(), asked, rewrites);
    }
  }

  /** What a header names; if it names nothing, what the path does. */
  private @Nullable String ofLine(@Nullable String indices) {
    return indices == null ? pathIndices : indices;
  }

  private Asked search(Request asking, @Nullable String indices, SearchProfile profile) {
    profiles.increment();
    if (profile.isKnown()) {
      known.increment();
    }
    blind |= !profile.isWhole();
    Asked asked = asked(asking, indices, profile);
    for (int i = 0; i < rules.size(); i++) {
      Found each = rules.get(i).check(asking, indices, asked, searches);
      if (each != null) {
        note(each);
      }
    }
    visits.search(profile, asked.facts());
    if (searches++ == 0) {
      shape = profile.fingerprint();
    }
    return asked;
  }

  private Asked asked(Request asking, @Nullable String indices, SearchProfile profile) {
    IndexList list = indexLists.of(indices);
    Facts now = factsNow;
    IndexFacts about = now == null ? IndexFacts.NONE : facts.begin(now, list, target.resolve());
    ScrollVisit scroll = profile.hasScroll() ? asking.attribute(ScrollVisit.KEY) : null;
    int scrolls = scroll == null ? 0 : scroll.atOnce();
    return new Asked(profile, asking.operation(), list, target, BulkLook.NONE, about, scrolls);
  }

  private void note(Found each) {
    if (refusing == null && each.consequence() == Consequence.REFUSED) {
      refusing = each;
    }
    if (found.size() < Judgement.MOST_FOUND) {
      found.add(each);
    }
  }
}
