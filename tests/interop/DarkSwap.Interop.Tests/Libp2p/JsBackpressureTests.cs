using System.Buffers.Binary;
using System.Security.Cryptography;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>64 MiB through one stream of a connection with js-libp2p, while now one end reads slowly and now the other.</summary>
[Collection(JsCollection.Name)]
[Trait("Category", "Server")]
public sealed class JsBackpressureTests(JsProcess process) : IAsyncLifetime
{
    private const int Length = 64 * 1024 * 1024;
    private const int StepLength = 4 * 1024 * 1024;
    private const int PieceLength = 64 * 1024;
    private readonly CancellationTokenSource limit = Patience.Limit();
    private InteropHost ours = null!;
    private JsNode peer = null!;

    public async Task InitializeAsync() => ours = await InteropHost.StartAsync(PrivateKey.Generate(SystemRandomSource.Instance), limit.Token);

    public async Task DisposeAsync()
    {
        await ours.DisposeAsync();
        limit.Dispose();
    }

    [Theory]
    [InlineData(JsNodeOptions.Noise)]
    [InlineData(JsNodeOptions.Tls)]
    public async Task We_wait_for_a_js_that_reads_slowly_and_it_gets_every_byte(string security)
    {
        await ConnectAsync(security);
        await peer.RunAsync("holdSink", new { held = true }, limit.Token);
        await using var stream = await ours.Host.OpenStreamAsync(peer.PeerId, JsNode.SinkProtocol, limit.Token);
        var writing = WriteAsync(stream);

        // While js reads nothing the stream is stuck, and the connection is not.
        await ours.Host.PingAsync(peer.PeerId, limit.Token);
        await ours.EchoAsync(peer.PeerId, PieceLength, limit.Token);
        writing.IsCompleted.ShouldBeFalse(writing.Exception?.ToString());
        await peer.RunAsync("holdSink", new { held = false }, limit.Token);
        var sent = await writing;
        var received = new byte[SHA256.HashSizeInBytes];
        await stream.ReadExactlyAsync(received, limit.Token);

        received.ShouldBe(sent);
    }

    [Theory]
    [InlineData(JsNodeOptions.Noise)]
    [InlineData(JsNodeOptions.Tls)]
    public async Task Js_waits_for_us_while_we_read_slowly_and_we_get_every_byte(string security)
    {
        await ConnectAsync(security);
        await using var stream = await ours.Host.OpenStreamAsync(peer.PeerId, JsNode.SourceProtocol, limit.Token);
        var request = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(request, Length);
        await stream.WriteAsync(request, limit.Token);
        await stream.CloseWriteAsync(limit.Token);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceLength];
        var received = 0;
        while (await stream.ReadAsync(piece, limit.Token) is > 0 and var count)
        {
            hash.AppendData(piece, 0, count);
            if (received / StepLength < (received + count) / StepLength)
            {
                await ours.EchoAsync(peer.PeerId, PieceLength, limit.Token);
            }

            received += count;
        }

        received.ShouldBe(Length);
        Convert.ToHexStringLower(hash.GetHashAndReset()).ShouldBe((await process.RunAsync("hash", null, new { length = Length }, limit.Token)).GetProperty("hash").GetString());
    }

    private async Task ConnectAsync(string security)
    {
        peer = await process.ShareNodeAsync(new JsNodeOptions { Securities = security }, limit.Token);
        await ours.Host.DialAsync(peer.Addresses[0], limit.Token);
    }

    /// <summary>Writes the length and everything, and half-closes; returns the hash of everything.</summary>
    private async Task<byte[]> WriteAsync(PeerStream stream)
    {
        var random = new SeededRandomSource(Length);
        var piece = new byte[PieceLength];
        random.Fill(piece);
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(length, Length);
        await stream.WriteAsync(length, limit.Token);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var written = 0; written < Length; written += PieceLength)
        {
            BinaryPrimitives.WriteInt32LittleEndian(piece, written);
            hash.AppendData(piece);
            await stream.WriteAsync(piece, limit.Token);
        }

        await stream.CloseWriteAsync(limit.Token);
        return hash.GetHashAndReset();
    }
}
