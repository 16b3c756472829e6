using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Identify;

/// <summary>
/// What peers say our address is. One of them may lie and a translator may give each connection another port, so an address counts once peers from several subnets have seen it, and only where
/// it can lead to one of our listeners. Bounded; thread-safe.
/// </summary>
internal sealed class ObservedAddresses(ObservationOptions options, TimeProvider timeProvider)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Multiaddr, Dictionary<AddressKey, MonotonicTime>> observers = [];
    private IReadOnlyList<Multiaddr> confirmed = [];

    internal IReadOnlyList<Multiaddr> Confirmed
    {
        get
        {
            lock (gate)
            {
                return confirmed;
            }
        }
    }

    /// <summary>True when the confirmed addresses have changed.</summary>
    internal bool Note(Observation observation, IReadOnlyList<Multiaddr> listenAddresses)
    {
        if (AddressKey.Of(observation.RemoteAddress) is not { } observer || !IsUseful(observation, listenAddresses))
        {
            return false;
        }

        lock (gate)
        {
            var now = MonotonicTime.Now(timeProvider);
            Forget(now);
            var address = observation.Observed.WithoutPeer();
            if (!observers.TryGetValue(address, out var seen))
            {
                if (observers.Count >= options.MaximumAddresses)
                {
                    return false;
                }

                observers.Add(address, seen = []);
            }

            if (seen.Count < options.MaximumObservers || seen.ContainsKey(observer.Subnet))
            {
                seen[observer.Subnet] = now;
            }

            var next = observers.Where(entry => entry.Value.Count >= options.Confirmations)
                .OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
                .Select(entry => entry.Key).Take(options.MaximumConfirmed).ToList();
            var hasChanged = !next.ToHashSet().SetEquals(confirmed);
            confirmed = hasChanged ? next : confirmed;
            return hasChanged;
        }
    }

    /// <summary>A public address, over a transport that we listen on. When we dialed, only if from the port of that listener: another port closes with the connection.</summary>
    private static bool IsUseful(Observation observation, IReadOnlyList<Multiaddr> listenAddresses)
    {
        var observed = observation.Observed;
        if (AddressPolicy.FindHost(observed) is not { } host || AddressScopes.ScopeOf(host) != AddressScope.Public || observed.Contains(MultiaddrProtocol.Circuit))
        {
            return false;
        }

        var listeners = listenAddresses.Where(address => HasShapeOf(address, observed));
        return observation.Direction == ConnectionDirection.Inbound
            ? listeners.Any()
            : listeners.Any(address => PortOf(address).Span.SequenceEqual(PortOf(observation.LocalAddress).Span));
    }

    private static bool HasShapeOf(Multiaddr listener, Multiaddr observed) =>
        listener.Components.Select(component => component.Protocol.Code).SequenceEqual(observed.WithoutPeer().Components.Select(component => component.Protocol.Code));

    private static ReadOnlyMemory<byte> PortOf(Multiaddr address) =>
        address.Components.FirstOrDefault(component => component.Protocol.ValueKind == MultiaddrValueKind.Port).Value;

    private void Forget(MonotonicTime now)
    {
        foreach (var (address, seen) in observers.ToList())
        {
            foreach (var old in seen.Where(entry => now - entry.Value > options.Lifetime).Select(entry => entry.Key).ToList())
            {
                seen.Remove(old);
            }

            if (seen.Count == 0)
            {
                observers.Remove(address);
            }
        }
    }
}
