using System.Net.Sockets;
using System.Text;
using DarkSwap.Attacks.Tests.Network;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Negotiation;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Primitives;

namespace DarkSwap.Attacks.Tests.Attackers;

/// <summary>Sends a byte now and then of a message that never ends, until it is dropped.</summary>
internal static class SlowLoris
{
    /// <summary>Of multistream-select's first message, which the node expects to be exactly so long.</summary>
    private const byte GreetingLength = 19;

    /// <summary>The header of a frame that opens stream 1 with 64 KiB of data.</summary>
    private static readonly byte[] DataFrame = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0];

    /// <summary>So long that a greeting takes twice the time of a stage.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(600);

    /// <summary>Completes when the node has dropped the connection.</summary>
    internal static async Task RunAsync(Place place, int address, LorisStage stage, CancellationToken cancellationToken)
    {
        using var key = PrivateKey.Generate(SystemRandomSource.Instance);
        var port = stage == LorisStage.WebSocket ? Place.WebSocketPort : Place.Port;
        await using var socket = new NetworkStream(await place.ConnectAsync(address, port, cancellationToken), ownsSocket: true);
        try
        {
            var stream = await BeginAsync(socket, stage, key, cancellationToken);
            await Task.WhenAny(DribbleAsync(stream, stage, cancellationToken), DrainAsync(stream, cancellationToken)).Unwrap();
        }
        catch (IOException)
        {
            // Dropped.
        }
    }

    private static async Task<Stream> BeginAsync(Stream stream, LorisStage stage, PrivateKey key, CancellationToken cancellationToken)
    {
        switch (stage)
        {
            case LorisStage.Tcp:
                return stream;
            case LorisStage.ChoiceOfSecurity:
                await stream.WriteAsync(new byte[] { GreetingLength }, cancellationToken);
                return stream;
            case LorisStage.Noise:
                await MultistreamSelect.ProposeAsync(stream, [RawPeer.NoiseProtocol], cancellationToken);
                await stream.WriteAsync(new byte[] { 0x0f, 0xff }, cancellationToken);
                return stream;
            case LorisStage.Tls:
                await MultistreamSelect.ProposeAsync(stream, ["/tls/1.0.0"], cancellationToken);
                await stream.WriteAsync(new byte[] { 22, 3, 1, 0x40, 0, 1, 0, 0x3f, 0xfc, 3, 3 }, cancellationToken);
                return stream;
            case LorisStage.WebSocket:
                await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: node\r\nX-Long: "), cancellationToken);
                return stream;
            case LorisStage.ChoiceOfMuxer:
                await MultistreamSelect.ProposeAsync(stream, [RawPeer.NoiseProtocol], cancellationToken);
                var secured = await new NoiseSecurity(key, [], SystemRandomSource.Instance).SecureOutboundAsync(stream, null, cancellationToken);
                await secured.Stream.WriteAsync(new byte[] { GreetingLength }, cancellationToken);
                return secured.Stream;
            case LorisStage.Frame:
                await MultistreamSelect.ProposeAsync(stream, [RawPeer.NoiseProtocol], cancellationToken);
                var established = await new NoiseSecurity(key, [YamuxMuxerFactory.Id], SystemRandomSource.Instance).SecureOutboundAsync(stream, null, cancellationToken);
                await established.Stream.WriteAsync(DataFrame, cancellationToken);
                return established.Stream;
            default:
                throw new ArgumentOutOfRangeException(nameof(stage));
        }
    }

    private static async Task DribbleAsync(Stream stream, LorisStage stage, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            if (stage is not (LorisStage.Tcp or LorisStage.Frame))
            {
                await stream.WriteAsync("a"u8.ToArray(), cancellationToken);
            }
        }
    }

    private static async Task DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[256];
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
            // What the node says is of no interest.
        }
    }
}
