using System.Net;

namespace DarkSwap.Libp2p.Transports.Simulated;

/// <summary>One direction between two hosts: says when what is sent now arrives. Under the network's gate.</summary>
internal sealed class SimulatedLink(SimulatedNetwork network, IPAddress from, IPAddress to)
{
    private const int PacketLength = 1460;

    /// <summary>More losses of one packet in a row than that end nothing: the delay is long enough.</summary>
    private const int MaximumLosses = 8;

    /// <summary>Shortest time after which TCP repeats a packet (Linux).</summary>
    private static readonly TimeSpan ShortestRepetition = TimeSpan.FromMilliseconds(200);

    private readonly List<SimulatedPipe> held = [];
    private TimeSpan freeAt;

    internal (IPAddress From, IPAddress To) Ends => (from, to);

    internal LinkConditions Conditions { get; set; } = network.DefaultConditions;

    internal bool IsCut { get; private set; }

    /// <summary>When <paramref name="length"/> bytes that are sent now arrive, in the network's time.</summary>
    internal TimeSpan ArrivalOf(int length)
    {
        freeAt = TimeSpan.FromTicks(Math.Max(freeAt.Ticks, network.Now.Ticks));
        if (Conditions.BytesPerSecond is { } rate)
        {
            freeAt += TimeSpan.FromSeconds((double)length / rate);
        }

        return freeAt + Conditions.Latency + (Conditions.Jitter * network.NextShare()) + LossDelay(length);
    }

    internal void SetCut(bool isCut)
    {
        IsCut = isCut;
        if (!isCut)
        {
            held.ForEach(pipe => pipe.Resume(network.Now + ShortestRepetition + Conditions.Latency));
            held.Clear();
        }
    }

    /// <summary>Keeps a pipe whose bytes cannot arrive until the link is whole again.</summary>
    internal void Hold(SimulatedPipe pipe) => held.Add(pipe);

    private TimeSpan LossDelay(int length)
    {
        var delay = TimeSpan.Zero;
        if (Conditions.Loss > 0)
        {
            for (var packet = 0; packet <= length / PacketLength; packet++)
            {
                var repetition = TimeSpan.FromTicks(Math.Max(ShortestRepetition.Ticks, (Conditions.Latency * 2).Ticks));
                var packetDelay = TimeSpan.Zero;
                for (var losses = 0; losses < MaximumLosses && network.NextShare() < Conditions.Loss; losses++)
                {
                    packetDelay += repetition * (1 << losses);
                }

                delay = packetDelay > delay ? packetDelay : delay;
            }
        }

        return delay;
    }
}
