using System.Net.Sockets;
using DarkSwap.Attacks.Tests.Network;

namespace DarkSwap.Attacks.Tests.Attackers;

/// <summary>Connects from all attackers' addresses as fast as it can, says nothing, and connects again as soon as it is dropped.</summary>
internal sealed class ConnectFlood : IAsyncDisposable
{
    /// <summary>Connections that each attacker keeps up: more, over all, than the node has places for handshakes.</summary>
    private const int Width = 120;
    private readonly CancellationTokenSource ending = new();
    private readonly Task work;
    private int connects;

    internal ConnectFlood(Battlefield field) => work = Task.WhenAll(field.Attackers.SelectMany(place => Enumerable.Range(0, Width).Select(number => FloodAsync(place, number))));

    internal int Connects => Volatile.Read(ref connects);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await work;
        ending.Dispose();
    }

    private async Task FloodAsync(Place place, int number)
    {
        var buffer = new byte[1];
        while (!ending.IsCancellationRequested)
        {
            try
            {
                using var socket = await place.ConnectAsync(number, Place.Port, ending.Token);
                Interlocked.Increment(ref connects);
                while (await socket.ReceiveAsync(buffer, ending.Token) > 0)
                {
                    // The node's greeting, if it sends one.
                }
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // Dropped: again.
                await Task.Yield();
            }
        }
    }
}
