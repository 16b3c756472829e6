using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Takes inbound connections: counts them before they cost anything, prepares and upgrades them, and hands them to the swarm.</summary>
internal sealed class SwarmListener(SwarmParts parts, AdmitConnection admit) : IAsyncDisposable
{
    /// <summary>Wait after the system refused a socket.</summary>
    private static readonly TimeSpan FailureDelay = TimeSpan.FromMilliseconds(50);

    private readonly List<ITransportListener> listeners = [];
    private readonly TaskGroup tasks = new();
    private readonly CancellationTokenSource closing = new();
    private long failedUpgrades;

    internal IReadOnlyList<Multiaddr> Addresses { get; private set; } = [];

    /// <summary>Inbound connections that were dropped before they could be used.</summary>
    internal long FailedUpgrades => Interlocked.Read(ref failedUpgrades);

    internal async Task ListenAsync(IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
        {
            var transport = parts.Transports.FirstOrDefault(candidate => candidate.CanListen(address))
                ?? throw new NotSupportedException($"There is no transport to listen on {address}.");
            var listener = await transport.ListenAsync(address, cancellationToken);
            listeners.Add(listener);
            Addresses = [.. listeners.Select(item => item.Address)];
            tasks.Run(() => AcceptLoopAsync(listener));
        }
    }

    /// <summary>Stops listening and gives up handshakes that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        closing.Cancel();
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }

        await tasks.WaitAsync();
    }

    private async Task AcceptLoopAsync(ITransportListener listener)
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                if (await listener.AcceptAsync(closing.Token) is not { } bare)
                {
                    return;
                }

                if (TryPermit(bare) is { } permit)
                {
                    tasks.Run(() => UpgradeAsync(bare, permit));
                }
                else
                {
                    await bare.Stream.DisposeAsync();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // Out of file descriptors, or a peer that left at once: the listener lives on, but does not spin.
                await Task.Delay(FailureDelay, parts.Context.TimeProvider, CancellationToken.None);
            }
        }
    }

    private ConnectionPermit? TryPermit(TransportConnection bare)
    {
        if (bare.IsFromProxy)
        {
            return parts.Context.Resources.TryAccept(null, bare.FileHandles);
        }

        return parts.Gate.MayAccept(bare.RemoteAddress) ? parts.Context.Resources.TryAccept(bare.RemoteAddress, bare.FileHandles) : null;
    }

    private async Task UpgradeAsync(TransportConnection bare, ConnectionPermit permit)
    {
        var isFromProxy = bare.IsFromProxy;
        var isAdmitted = false;
        try
        {
            bare = await bare.PrepareAsync(closing.Token);
            if (isFromProxy && !(parts.Gate.MayAccept(bare.RemoteAddress) && permit.TryProve(bare.RemoteAddress)))
            {
                throw new IOException("The proxy's client is refused.");
            }

            var rules = new UpgradeRules(null, peer => parts.Gate.MayConnect(peer, ConnectionDirection.Inbound), permit.EnterPeer);
            var upgraded = await parts.Upgrader.UpgradeInboundAsync(bare, rules, closing.Token);
            permit.EndHandshake();
            await admit(upgraded, bare, ConnectionDirection.Inbound, permit);
            isAdmitted = true;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer's handshake failed, or there is no place for it; nobody here waits for it.
            Interlocked.Increment(ref failedUpgrades);
        }
        finally
        {
            if (!isAdmitted)
            {
                await bare.Stream.DisposeAsync();
                permit.Dispose();
            }
        }
    }
}
