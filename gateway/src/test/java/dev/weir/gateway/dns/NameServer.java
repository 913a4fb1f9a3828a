package dev.weir.gateway.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A name server on loopback that a test can rewrite; there is no other that Maven could bring. */
final class NameServer implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
  private final Channel channel;
  private volatile boolean silent;

  private NameServer() {
    channel =
        new Bootstrap()
            .group(group)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(
                            new DatagramDnsQueryDecoder(),
                            new DatagramDnsResponseEncoder(),
                            new Answers());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  static NameServer start() {
    return new NameServer();
  }

  String address() {
    return "127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** From now on, the name has these addresses; none makes it unknown. */
  void addresses(String name, String... addresses) throws UnknownHostException {
    List<byte[]> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(InetAddress.getByName(address).getAddress());
    }
    records.put(key(DnsRecordType.A, name + "."), all);
  }

  /** From now on, the name has these services, each {@code priority weight port host}. */
  void services(String name, String... services) {
    records.put(
        key(DnsRecordType.SRV, name + "."),
        List.of(services).stream().map(NameServer::service).toList());
  }

  /** Answers nothing from now on, or answers again. */
  void silence(boolean isSilent) {
    silent = isSilent;
  }

  private static byte[] service(String text) {
    String[] parts = text.split(" ", 4);
    ByteBuf bytes = Unpooled.buffer();
    for (int i = 0; i < 3; i++) {
      bytes.writeShort(Integer.parseInt(parts[i]));
    }
    for (String label : parts[3].split("\\.", -1)) {
      bytes.writeByte(label.length()).writeCharSequence(label, StandardCharsets.US_ASCII);
    }
    bytes.writeByte(0);
    byte[] content = new byte[bytes.readableBytes()];
    bytes.readBytes(content);
    return content;
  }

  private static String key(DnsRecordType type, String name) {
    return type.name() + " " + name;
  }

  private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
      if (silent) {
        return;
      }
      DnsQuestion question = query.recordAt(DnsSection.QUESTION);
      List<byte[]> known = records.getOrDefault(key(question.type(), question.name()), List.of());
      DatagramDnsResponse response =
          new DatagramDnsResponse(
              /* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
      response.setCode(known.isEmpty() ? DnsResponseCode.NXDOMAIN : DnsResponseCode.NOERROR);
      response.addRecord(DnsSection.QUESTION, question);
      for (byte[] content : known) {
        response.addRecord(
            DnsSection.ANSWER,
            new DefaultDnsRawRecord(
                question.name(), question.type(), 0, Unpooled.wrappedBuffer(content)));
      }
      context.writeAndFlush(response);
    }
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
