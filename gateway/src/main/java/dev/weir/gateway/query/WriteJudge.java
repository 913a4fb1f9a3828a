package dev.weir.gateway.query;

import dev.weir.gateway.filter.Request;
import dev.weir.gateway.query.Found.Consequence;
import dev.weir.search.Operation;
import dev.weir.search.bulk.BulkLook;
import dev.weir.search.bulk.BulkProfiler;
import dev.weir.search.index.IndexList;
import dev.weir.search.json.Oddity;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.Asked;
import dev.weir.search.rule.IndexFacts;
import dev.weir.search.rule.TargetOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows one write after another to the rules that are about writes. Used by one thread. */
final class WriteJudge {
  private static final long NO_SHAPE = 0;

  private final BulkProfiler bulks = new BulkProfiler();
  private final QueryProfiler none = new QueryProfiler();
  private final QueryProfiler unread = new QueryProfiler();
  private final Unpacking unpacking = new Unpacking();
  private final IndexLists indexLists = new IndexLists();

  static boolean isWrite(Operation operation) {
    return switch (operation) {
      case BULK, PUT_DOCUMENT, CREATE_DOCUMENT, UPDATE_DOCUMENT, DELETE_DOCUMENT -> true;
      default -> false;
    };
  }

  /**
   * Judges a write.
   *
   * @param body null if it was not asked for, or is larger than what was
   * @param read whether it was asked for
   * @return null if nothing was found
   */
  @Nullable Judgement judge(
      Request asking, @Nullable ByteBuffer body, boolean read, RuleBook book) {
    boolean bulk = asking.operation() == Operation.BULK;
    String query = asking.query();
    if (!bulk && query == null) {
      return null;
    }
    BulkLook look = bulk ? BulkLook.ofBytes(length(asking)) : BulkLook.NONE;
    Oddity why = bulk && read ? count(asking, body, book.maxBody()) : null;
    if (bulk && read) {
      BulkLook counted = bulks.end();
      look = why == null ? counted : BulkLook.ofBytes(Math.max(look.bytes(), counted.bytes()));
    }
    TargetOptions target = query == null ? TargetOptions.NONE : TargetOptions.read(query);
    none.begin();
    Asked asked = asked(asking, none.end(), target, look);
    Asked ofLines = asked;
    if (why != null) {
      unread.begin();
      SearchProfile blind = unread.end();
      blind.oddities().add(why);
      ofLines = asked(asking, blind, target, look);
    }
    return judge(asking, asked, ofLines, book);
  }

  private Asked asked(Request asking, SearchProfile profile, TargetOptions target, BulkLook look) {
    IndexList indices = indexLists.of(asking.indices());
    return new Asked(profile, asking.operation(), indices, target, look, IndexFacts.NONE);
  }

  private @Nullable Oddity count(Request asking, @Nullable ByteBuffer body, int limit) {
    bulks.begin();
    if (body == null) {
      return asking.isBodyDenied() ? Oddity.NO_ROOM : Oddity.TOO_LARGE;
    }
    String encoding = body.hasRemaining() ? asking.headers().get("Content-Encoding") : null;
    return unpacking.read(body, encoding, limit, bulks::feed);
  }

  /**
   * Asks the rules.
   *
   * @param ofLines what those are asked that look at the lines of a bulk: it may be known that they
   *     were not all read
   */
  private static @Nullable Judgement judge(
      Request asking, Asked asked, Asked ofLines, RuleBook book) {
    List<Found> found = null;
    Found refusing = null;
    for (int i = 0; i < book.writes().size(); i++) {
      RuleInForce rule = book.writes().get(i);
      Asked shown = book.bulks().contains(rule) ? ofLines : asked;
      Found each = rule.check(asking, asking.indices(), shown, 0);
      if (each != null) {
        found = found == null ? new ArrayList<>() : found;
        found.add(each);
        boolean refuses = each.consequence() == Consequence.REFUSED;
        refusing = refusing == null && refuses ? each : refusing;
      }
    }
    return found == null ? null : new Judgement(NO_SHAPE, 0, found, refusing);
  }

  private static long length(Request asking) {
    String length = asking.headers().get("Content-Length");
    return length == null ? -1 : Long.parseLong(length);
  }
}
