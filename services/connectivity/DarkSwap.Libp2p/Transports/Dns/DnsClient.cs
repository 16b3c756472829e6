using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>Asks DNS servers: by datagrams from a port and with an id that nobody can guess, by TCP where an answer does not fit (RFC 1035 §4.2, RFC 5452 §9).</summary>
internal sealed class DnsClient(DnsOptions options, IRandomSource randomSource, TimeProvider timeProvider) : IDnsClient
{
    private const int NoError = 0;
    private const int NoSuchName = 3;

    /// <summary>Datagrams that are no answer to the question before the server counts as silent.</summary>
    private const int MaximumStrayDatagrams = 16;

    /// <summary>How often an alias without records is followed.</summary>
    private const int MaximumAliases = 4;

    private delegate DnsResponse? Reader(ReadOnlySpan<byte> message);

    public async Task<IReadOnlyList<IPAddress>> FindAddressesAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        var family = type == DnsRecordType.Address4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        if (SystemNames.FindHere(name) is { Count: > 0 } known)
        {
            return [.. known.Where(address => address.AddressFamily == family)];
        }

        return await FindAsync(name, type, response => response.Addresses, cancellationToken);
    }

    public Task<IReadOnlyList<string>> FindTextsAsync(string name, CancellationToken cancellationToken) =>
        FindAsync(name, DnsRecordType.Text, response => response.Texts, cancellationToken);

    private async Task<IReadOnlyList<TRecord>> FindAsync<TRecord>(
        string name, DnsRecordType type, Func<DnsResponse, IReadOnlyList<TRecord>> select, CancellationToken cancellationToken)
    {
        var (servers, searchDomains) = options.Servers.Count > 0 ? (options.Servers, []) : SystemNames.ReadResolver();
        var absolute = name.TrimEnd('.');
        IEnumerable<string> names = absolute.Contains('.') ? [absolute] : [.. searchDomains.Select(domain => $"{absolute}.{domain}"), absolute];
        foreach (var candidate in names)
        {
            if (await FollowAsync(servers, new DnsQuestion(candidate, type), select, cancellationToken) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    private async Task<IReadOnlyList<TRecord>> FollowAsync<TRecord>(
        IReadOnlyList<IPEndPoint> servers, DnsQuestion question, Func<DnsResponse, IReadOnlyList<TRecord>> select, CancellationToken cancellationToken)
    {
        for (var aliases = 0; aliases <= MaximumAliases; aliases++)
        {
            var response = await AskAsync(servers, question, cancellationToken);
            var found = select(response);
            if (found.Count > 0 || response.Name == question.Name)
            {
                return found;
            }

            question = question with { Name = response.Name };
        }

        return [];
    }

    private async Task<DnsResponse> AskAsync(IReadOnlyList<IPEndPoint> servers, DnsQuestion question, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var server in servers)
            {
                try
                {
                    var response = await StageDeadline.RunAsync(
                        "answer of a DNS server", options.AnswerTimeout, timeProvider, token => AskAsync(server, question, token), cancellationToken);
                    if (response.Code is NoError or NoSuchName)
                    {
                        return response;
                    }

                    failure = new IOException($"the server answers with code {response.Code}");
                }
                catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
                {
                    failure = exception;
                }
            }
        }

        throw new IOException($"{question.Name} cannot be resolved: {failure?.Message ?? "there is no server to ask"}", failure);
    }

    private async Task<DnsResponse> AskAsync(IPEndPoint server, DnsQuestion question, CancellationToken cancellationToken)
    {
        var id = CreateId();
        var query = DnsQuery.Write(id, question);
        var response = await AskByDatagramAsync(server, query, message => DnsResponse.Read(message, id, question), cancellationToken);
        return response.IsTruncated ? await AskByTcpAsync(server, query, message => DnsResponse.Read(message, id, question), cancellationToken) : response;
    }

    private static async Task<DnsResponse> AskByDatagramAsync(IPEndPoint server, byte[] query, Reader read, CancellationToken cancellationToken)
    {
        // A socket of its own for each question: the system gives it a random port, and takes datagrams from the server alone.
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(query, SocketFlags.None, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(DnsQuery.DatagramLength);
        try
        {
            for (var stray = 0; stray < MaximumStrayDatagrams; stray++)
            {
                var length = await socket.ReceiveAsync(buffer.AsMemory(0, DnsQuery.DatagramLength), SocketFlags.None, cancellationToken);
                if (read(buffer.AsSpan(0, length)) is { } response)
                {
                    return response;
                }
            }

            throw new IOException("the server sends what is no answer");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<DnsResponse> AskByTcpAsync(IPEndPoint server, byte[] query, Reader read, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(socket);
        var prefix = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)query.Length);
        await stream.WriteAsync((byte[])[.. prefix, .. query], cancellationToken);
        await stream.ReadExactlyAsync(prefix, cancellationToken);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(message, cancellationToken);
        return read(message) is { IsTruncated: false } response ? response : throw new IOException("the server sends what is no answer");
    }

    private ushort CreateId()
    {
        Span<byte> id = stackalloc byte[sizeof(ushort)];
        randomSource.Fill(id);
        return BinaryPrimitives.ReadUInt16BigEndian(id);
    }
}
