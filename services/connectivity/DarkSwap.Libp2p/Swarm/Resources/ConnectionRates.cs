using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>A token bucket for each address, of those that are not full. Bounded; not thread-safe.</summary>
internal sealed class ConnectionRates(ResourceOptions options)
{
    private readonly Dictionary<AddressKey, (double Tokens, MonotonicTime Since)> buckets = [];

    internal int Count => buckets.Count;

    internal bool TryTake(AddressKey address, MonotonicTime now)
    {
        var tokens = TokensOf(address, now);
        if (tokens < 1)
        {
            return false;
        }

        if (buckets.Count < options.MaximumRememberedAddresses || buckets.ContainsKey(address) || ForgetFull(now))
        {
            buckets[address] = (tokens - 1, now);
        }

        // With more addresses than can be remembered, the limits of subnets and of the node remain.
        return true;
    }

    private double TokensOf(AddressKey address, MonotonicTime now) => buckets.TryGetValue(address, out var bucket)
        ? Math.Min(options.ConnectionBurstPerAddress, bucket.Tokens + ((now - bucket.Since).TotalSeconds * options.ConnectionsPerSecondPerAddress))
        : options.ConnectionBurstPerAddress;

    private bool ForgetFull(MonotonicTime now)
    {
        foreach (var address in buckets.Keys.Where(address => TokensOf(address, now) >= options.ConnectionBurstPerAddress).ToList())
        {
            buckets.Remove(address);
        }

        return buckets.Count < options.MaximumRememberedAddresses;
    }
}
