using System.Diagnostics;
using DarkSwap.Attacks.Tests.Network;
using DarkSwap.Attacks.Tests.Victim;

namespace DarkSwap.Attacks.Tests.Attackers;

/// <summary>Somebody who connects, says something, hears it back and leaves, again and again.</summary>
internal static class HonestPeer
{
    /// <summary>Longest that it waits for one turn; what takes longer has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static async Task<HonestOutcome> RunAsync(Battlefield field, int turns, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        for (var turn = 0; turn < turns; turn++)
        {
            var watch = Stopwatch.StartNew();
            if (await TryTurnAsync(field, cancellationToken))
            {
                times.Add(watch.Elapsed);
            }
        }

        return new HonestOutcome(turns, times);
    }

    private static async Task<bool> TryTurnAsync(Battlefield field, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var peer = await RawPeer.ConnectAsync(field.Honest, 0, either.Token);
            await RawPeer.EchoAsync(await peer.OpenAsync(VictimProgram.EchoProtocol, either.Token), either.Token);
            return true;
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
