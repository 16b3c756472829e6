using System.Net;
using DarkSwap.Libp2p.Transports.Memory;

namespace DarkSwap.Libp2p.Transports.Simulated;

/// <summary>One direction of a connection over a simulated link: what is written arrives in order, when the link says so.</summary>
internal sealed class SimulatedPipe : MemoryPipe
{
    /// <summary>Bytes that are on their way or unread: what the buffers of both systems hold.</summary>
    private const int Capacity = 256 * 1024;

    private readonly SimulatedNetwork network;
    private readonly SimulatedLink link;
    private readonly IPEndPoint from;
    private readonly IPEndPoint to;
    private readonly Queue<Travelling> travelling = new();
    private readonly ITimer timer;
    private readonly ITimer readerGoneTimer;
    private TimeSpan lastArrival;

    internal SimulatedPipe(SimulatedNetwork network, IPEndPoint from, IPEndPoint to)
        : base(Capacity, network.Gate)
    {
        this.network = network;
        this.from = from;
        this.to = to;
        link = network.LinkOf(from.Address, to.Address);
        timer = network.TimeProvider.CreateTimer(static pipe => ((SimulatedPipe)pipe!).Deliver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        readerGoneTimer = network.TimeProvider.CreateTimer(static pipe => ((SimulatedPipe)pipe!).DeliverReaderGone(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Under the network's gate: goes on after a cut. The first bytes arrive then, and the others not before them.</summary>
    internal void Resume(TimeSpan arrival) => timer.Change(network.Until(arrival), Timeout.InfiniteTimeSpan);

    protected override void Carry(ReadOnlyMemory<byte> bytes) => Send(bytes, bytes.Length);

    protected override void CarryEnd() => Send(null, 0);

    /// <summary>Whoever writes hears of it when the news has come back: one latency later, on a cut link never.</summary>
    protected override void CarryReaderGone() => readerGoneTimer.Change(network.LinkOf(to.Address, from.Address).Conditions.Latency, Timeout.InfiniteTimeSpan);

    private void Send(ReadOnlyMemory<byte>? bytes, int length)
    {
        var arrival = link.ArrivalOf(length);
        lastArrival = arrival > lastArrival ? arrival : lastArrival;
        travelling.Enqueue(new Travelling(bytes, lastArrival));
        if (travelling.Count == 1)
        {
            timer.Change(network.Until(lastArrival), Timeout.InfiniteTimeSpan);
        }
    }

    private void Deliver()
    {
        lock (network.Gate)
        {
            if (link.IsCut)
            {
                link.Hold(this);
                return;
            }

            while (travelling.TryPeek(out var next))
            {
                if (next.Arrival > network.Now)
                {
                    timer.Change(network.Until(next.Arrival), Timeout.InfiniteTimeSpan);
                    return;
                }

                travelling.Dequeue();
                network.Trace.Note(network.Now, from, to, next.Bytes);
                if (next.Bytes is { } bytes)
                {
                    Arrive(bytes);
                }
                else
                {
                    ArriveEnd();
                }
            }
        }
    }

    private void DeliverReaderGone()
    {
        lock (network.Gate)
        {
            if (!link.IsCut)
            {
                ArriveReaderGone();
            }
        }
    }

    /// <param name="Bytes">Null for the end.</param>
    private readonly record struct Travelling(ReadOnlyMemory<byte>? Bytes, TimeSpan Arrival);
}
