using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Libp2p.Identify;

/// <summary>Pushes our state to all peers that take pushes; changes that come together make one push.</summary>
internal sealed class IdentityPusher(IdentifyService identify, Func<IReadOnlyList<IPeerConnection>> connections, Func<IPeerConnection, Func<IPeerConnection, CancellationToken, Task>, Task> tryTell)
{
    /// <summary>Pushes under way at a time.</summary>
    private const int Batch = 16;

    private readonly AsyncSignal changed = new();

    internal void NoteChange() => changed.Set();

    /// <summary>Runs until the token is cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await changed.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var targets = connections().Where(connection => identify.Find(connection.RemotePeer)?.ProtocolIds.Contains(IdentifyService.PushProtocolId) == true);
            foreach (var batch in targets.Chunk(Batch))
            {
                await Task.WhenAll(batch.Select(connection => tryTell(connection, identify.PushAsync)));
            }
        }
    }
}
