using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.Memory;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Transports.Simulated;

/// <summary>
/// Hosts and the paths between them in virtual time: latency, jitter, loss, bandwidth and partitions, all by a seed. Over one deterministic scheduler two runs of a seed
/// bring the same bytes at the same times (<see cref="Trace"/>).
/// </summary>
internal sealed class SimulatedNetwork(ulong seed, TimeProvider timeProvider) : IDisposable
{
    private const int FirstPort = 49_152;
    private const int LongestRepetitionSeconds = 64;

    private readonly SeededRandomSource random = new(seed);
    private readonly long start = timeProvider.GetTimestamp();
    private readonly Dictionary<(IPAddress From, IPAddress To), SimulatedLink> links = [];
    private readonly Dictionary<IPEndPoint, QueueListener> listeners = [];
    private readonly Dictionary<IPAddress, int> lastPorts = [];
    private readonly List<SimulatedConnection> connections = [];
    private Func<IPAddress, int>? groupOf;

    /// <summary>Of links that are given none of their own.</summary>
    internal LinkConditions DefaultConditions { get; init; } = new();

    internal SimulatedTrace Trace { get; } = new();

    /// <summary>Guards the network and everything that travels in it.</summary>
    internal Lock Gate { get; } = new();

    internal TimeProvider TimeProvider => timeProvider;

    /// <summary>Time since the network was made.</summary>
    internal TimeSpan Now => timeProvider.GetElapsedTime(start);

    internal SimulatedTransport CreateTransport(IPAddress host) => new(this, host);

    /// <summary>Sets how two hosts reach each other, the same both ways.</summary>
    internal void SetConditions(IPAddress one, IPAddress other, LinkConditions conditions)
    {
        lock (Gate)
        {
            LinkOf(one, other).Conditions = conditions;
            LinkOf(other, one).Conditions = conditions;
        }
    }

    /// <summary>Nothing gets from a host of one group to one of another, until <see cref="Heal"/>; TCP keeps it and tries again.</summary>
    internal void Partition(Func<IPAddress, int> group)
    {
        lock (Gate)
        {
            groupOf = group;
            foreach (var link in links.Values)
            {
                Apply(link);
            }
        }
    }

    internal void Heal() => Partition(_ => 0);

    /// <summary>The host fails: its connections end at both ends, and nobody listens there any more.</summary>
    internal async Task StopAsync(IPAddress host)
    {
        List<SimulatedConnection> ended;
        List<QueueListener> closed;
        lock (Gate)
        {
            ended = connections.FindAll(connection => connection.Touches(host));
            connections.RemoveAll(ended.Contains);
            closed = [.. listeners.Where(entry => entry.Key.Address.Equals(host)).Select(entry => entry.Value)];
        }

        ended.ForEach(connection => connection.Reset());
        foreach (var listener in closed)
        {
            await listener.DisposeAsync();
        }
    }

    public void Dispose() => Trace.Dispose();

    /// <summary>Evenly from 0 to 1, without 1.</summary>
    internal double NextShare()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        random.Fill(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>What a timer is set to for something that happens then.</summary>
    internal TimeSpan Until(TimeSpan arrival) => arrival > Now ? arrival - Now : TimeSpan.Zero;

    internal SimulatedLink LinkOf(IPAddress from, IPAddress to)
    {
        lock (Gate)
        {
            if (!links.TryGetValue((from, to), out var link))
            {
                link = new SimulatedLink(this, from, to);
                links.Add((from, to), link);
                Apply(link);
            }

            return link;
        }
    }

    /// <summary>One packet's way, repeated while the link is cut.</summary>
    internal async Task TravelAsync(IPAddress from, IPAddress to, CancellationToken cancellationToken)
    {
        var link = LinkOf(from, to);
        for (var seconds = 1; ; seconds = Math.Min(seconds * 2, LongestRepetitionSeconds))
        {
            await Task.Delay(WayOf(link), timeProvider, cancellationToken);
            if (!link.IsCut)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(seconds), timeProvider, cancellationToken);
        }
    }

    internal IPEndPoint TakePort(IPAddress host)
    {
        lock (Gate)
        {
            var port = lastPorts.GetValueOrDefault(host, FirstPort - 1) + 1;
            lastPorts[host] = port > ushort.MaxValue ? FirstPort : port;
            return new IPEndPoint(host, lastPorts[host]);
        }
    }

    /// <exception cref="IOException">Somebody listens there already.</exception>
    internal QueueListener Listen(IPEndPoint endPoint)
    {
        lock (Gate)
        {
            var listener = new QueueListener(Multiaddr.FromEndPoint(endPoint), _ => Close(endPoint));
            return listeners.TryAdd(endPoint, listener) ? listener : throw new IOException($"{endPoint} is taken.");
        }
    }

    /// <summary>The dialing end of a new connection; null when nobody takes it.</summary>
    internal TransportConnection? Connect(IPEndPoint local, IPEndPoint remote)
    {
        lock (Gate)
        {
            if (!listeners.TryGetValue(remote, out var listener))
            {
                return null;
            }

            var connection = new SimulatedConnection(this, local, remote, Forget);
            connections.Add(connection);
            if (listener.TryAdd(connection.Accepted))
            {
                return connection.Dialed;
            }

            connection.Reset();
            return null;
        }
    }

    private TimeSpan WayOf(SimulatedLink link)
    {
        lock (Gate)
        {
            return link.ArrivalOf(0) - Now;
        }
    }

    private void Apply(SimulatedLink link)
    {
        var (from, to) = link.Ends;
        link.SetCut(groupOf is not null && groupOf(from) != groupOf(to));
    }

    private void Forget(SimulatedConnection connection)
    {
        lock (Gate)
        {
            connections.Remove(connection);
        }
    }

    private void Close(IPEndPoint endPoint)
    {
        lock (Gate)
        {
            listeners.Remove(endPoint);
        }
    }
}
