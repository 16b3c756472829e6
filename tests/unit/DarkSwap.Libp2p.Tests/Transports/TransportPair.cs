using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Transports;

/// <summary>Both ends of one connection of a transport, with what it listens on.</summary>
internal sealed class TransportPair : IAsyncDisposable
{
    private TransportPair(ITransportListener listener, TransportConnection dialed, TransportConnection accepted)
    {
        Listener = listener;
        Dialed = dialed;
        Accepted = accepted;
    }

    internal ITransportListener Listener { get; }

    internal TransportConnection Dialed { get; }

    internal TransportConnection Accepted { get; }

    internal static CancellationToken Deadline => Patience.Limit().Token;

    internal static async Task<TransportPair> ConnectAsync(ITransport listening, ITransport dialing, string listenAddress, Func<Multiaddr, Multiaddr>? dialAddress = null)
    {
        var deadline = Deadline;
        var listener = await listening.ListenAsync(Multiaddr.Parse(listenAddress), deadline);
        try
        {
            var accepting = AcceptAsync(listener, deadline);
            var dialed = await dialing.DialAsync(dialAddress?.Invoke(listener.Address) ?? listener.Address, _ => true, deadline);
            return new TransportPair(listener, dialed, await accepting);
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    internal static async Task<TransportConnection> AcceptAsync(ITransportListener listener, CancellationToken cancellationToken)
    {
        var accepted = await listener.AcceptAsync(cancellationToken);
        return await accepted!.PrepareAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Dialed.Stream.DisposeAsync();
        await Accepted.Stream.DisposeAsync();
        await Listener.DisposeAsync();
    }
}
