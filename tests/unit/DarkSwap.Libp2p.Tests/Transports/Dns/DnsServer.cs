using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkSwap.Libp2p.Transports.Dns;

namespace DarkSwap.Libp2p.Tests.Transports.Dns;

/// <summary>A DNS server on loopback, over UDP and TCP, that says what a test has told it.</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private const int LongestDatagram = 1232;
    private readonly Socket datagrams = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<DnsQuestion, List<(DnsRecordType Type, byte[] Data)>> records = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task serving;

    internal DnsServer()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        datagrams.Bind(EndPoint);
        serving = Task.WhenAll(Task.Run(ServeDatagramsAsync), Task.Run(ServeTcpAsync));
    }

    internal IPEndPoint EndPoint { get; }

    internal ConcurrentQueue<(ushort Id, int Port, DnsQuestion Question)> Questions { get; } = new();

    /// <summary>RCODE of every answer; null does not answer.</summary>
    internal int? Code { get; set; } = 0;

    /// <summary>Datagrams that are sent before the answer, made of it.</summary>
    internal Func<byte[], IEnumerable<byte[]>> Before { get; set; } = _ => [];

    internal DnsServer With(string name, IPAddress address) =>
        With(name, address.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.Address4 : DnsRecordType.Address6, address.GetAddressBytes());

    internal DnsServer WithText(string name, params string[] strings) =>
        With(name, DnsRecordType.Text, [.. strings.SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.ASCII.GetBytes(part)])]);

    internal DnsServer WithLink(string name, string address) => WithText($"_dnsaddr.{name}", address.Length < 200 ? [$"dnsaddr={address}"] : [$"dnsaddr={address[..200]}", address[200..]]);

    internal DnsServer WithAlias(string name, DnsRecordType asked, string target)
    {
        records.GetOrAdd(new(name, asked), _ => []).Add((DnsRecordType.Alias, Encode(target)));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        datagrams.Dispose();
        listener.Dispose();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing.Dispose();
    }

    /// <summary>The query's header and question with the records behind it.</summary>
    internal static byte[] Answer(ReadOnlySpan<byte> query, int code, IReadOnlyCollection<(DnsRecordType Type, byte[] Data)> answers)
    {
        var offset = HeaderLength;
        DnsName.TryRead(query, ref offset, out _).ShouldBeTrue();
        var answer = new List<byte>(query[..(offset + 4)].ToArray());
        BinaryPrimitives.WriteUInt16BigEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(answer)[2..], (ushort)(0x8180 | code));
        BinaryPrimitives.WriteUInt16BigEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(answer)[6..], (ushort)answers.Count);
        BinaryPrimitives.WriteUInt16BigEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(answer)[10..], 0);
        foreach (var (type, data) in answers)
        {
            answer.AddRange([0xC0, HeaderLength, 0, (byte)type, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data]);
        }

        return [.. answer];
    }

    internal static byte[] Encode(string name)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        DnsName.TryWrite(name, output).ShouldBeTrue();
        return output.WrittenSpan.ToArray();
    }

    private DnsServer With(string name, DnsRecordType type, byte[] data)
    {
        records.GetOrAdd(new(name, type), _ => []).Add((type, data));
        return this;
    }

    private async Task ServeDatagramsAsync()
    {
        var buffer = new byte[LongestDatagram];
        while (true)
        {
            var received = await datagrams.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), closing.Token);
            if (Answer(buffer.AsSpan(0, received.ReceivedBytes), ((IPEndPoint)received.RemoteEndPoint).Port) is not { } answer)
            {
                continue;
            }

            if (answer.Length > LongestDatagram)
            {
                answer = [.. answer.Take(LongestDatagram)];
                answer[2] |= 0x02;
            }

            foreach (var datagram in Before(answer).Append(answer))
            {
                await datagrams.SendToAsync(datagram, SocketFlags.None, received.RemoteEndPoint, closing.Token);
            }
        }
    }

    private async Task ServeTcpAsync()
    {
        while (true)
        {
            using var accepted = await listener.AcceptAsync(closing.Token);
            await using var stream = new NetworkStream(accepted);
            var prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix, closing.Token);
            var query = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(query, closing.Token);
            var answer = Answer(query, ((IPEndPoint)accepted.RemoteEndPoint!).Port)!;
            await stream.WriteAsync((byte[])[(byte)(answer.Length >> 8), (byte)answer.Length, .. answer], closing.Token);
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> query, int port)
    {
        var offset = HeaderLength;
        DnsName.TryRead(query, ref offset, out var name).ShouldBeTrue();
        var question = new DnsQuestion(name, (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(query[offset..]));
        Questions.Enqueue((BinaryPrimitives.ReadUInt16BigEndian(query), port, question));
        var answers = records.GetValueOrDefault(question, []);
        var isUnknown = records.Keys.All(known => known.Name != name);
        return Code is { } code ? Answer(query, code == 0 && isUnknown ? 3 : code, answers) : null;
    }
}
