using DarkSwap.Attacks.Tests.Network;
using DarkSwap.Attacks.Tests.Victim;
using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Attacks.Tests.Attackers;

/// <summary>A peer that fills the windows of many streams whose data nobody reads, beside an honest stream of its own.</summary>
internal sealed class StreamFlood : IAsyncDisposable
{
    private const int Window = 256 * 1024;
    private readonly RawPeer peer;
    private readonly MuxedStream honest;

    private StreamFlood(RawPeer peer, MuxedStream honest)
    {
        this.peer = peer;
        this.honest = honest;
    }

    internal int Filled { get; private set; }

    internal static async Task<StreamFlood> BeginAsync(Place place, int address, CancellationToken cancellationToken)
    {
        var peer = await RawPeer.ConnectAsync(place, address, cancellationToken);
        return new StreamFlood(peer, await peer.OpenAsync(VictimProgram.EchoProtocol, cancellationToken));
    }

    /// <summary>Opens streams until so many were tried or the connection ended, and fills the window of each.</summary>
    internal async Task FillAsync(int streams, CancellationToken cancellationToken)
    {
        var junk = new byte[Window];
        for (var count = 0; count < streams && !peer.Ended.IsCompleted; count++)
        {
            try
            {
                var stream = await peer.OpenAsync(VictimProgram.DeafProtocol, cancellationToken);
                await stream.WriteAsync(junk, cancellationToken);
                Filled++;
            }
            catch (IOException)
            {
                // Reset, as it deserves.
            }
        }
    }

    internal Task UseHonestStreamAsync(CancellationToken cancellationToken) => RawPeer.EchoAsync(honest, cancellationToken);

    public ValueTask DisposeAsync() => peer.DisposeAsync();
}
