package dev.weir.gateway.dns;

import dev.weir.gateway.discovery.Instance;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import java.util.List;

/** An SRV record (RFC 2782). */
record ServiceRecord(int priority, int weight, int port, String host) {
  private static final int FIXED_BYTES = 6;

  /** The records of the lowest number of priority: the others are for when none of these is up. */
  static List<ServiceRecord> best(List<DnsRecord> records) {
    List<ServiceRecord> services =
        records.stream()
            .filter(DnsRawRecord.class::isInstance)
            .map(DnsRawRecord.class::cast)
            .filter(record -> record.type().equals(DnsRecordType.SRV))
            .filter(record -> record.content().readableBytes() > FIXED_BYTES)
            .map(record -> read(record.content().duplicate()))
            // A host of "." says that there is no such service.
            .filter(record -> !record.host().isEmpty() && record.port() > 0)
            .toList();
    int best = services.stream().mapToInt(ServiceRecord::priority).min().orElse(0);
    return services.stream().filter(record -> record.priority() == best).toList();
  }

  private static ServiceRecord read(ByteBuf content) {
    int priority = content.readUnsignedShort();
    int weight = content.readUnsignedShort();
    int port = content.readUnsignedShort();
    String host = DefaultDnsRecordDecoder.decodeName(content);
    return new ServiceRecord(
        priority, weight, port, host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
  }

  /** Its weight as instances have it; records without weights weigh the least there is. */
  int share() {
    return Math.max(Instance.LEAST_WEIGHT, weight);
  }
}
