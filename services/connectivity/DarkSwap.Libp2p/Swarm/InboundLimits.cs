using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Counts inbound connections by address and by whether their handshake is done. Thread-safe.</summary>
internal sealed class InboundLimits(SwarmOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ReadOnlyMemory<byte>, int> byAddress = new(AddressComparer.Instance);
    private int pending;

    internal bool TryEnter(Multiaddr remoteAddress)
    {
        var address = AddressOf(remoteAddress);
        lock (gate)
        {
            var fromAddress = byAddress.GetValueOrDefault(address);
            if (pending >= options.MaximumPendingInbound || fromAddress >= options.MaximumInboundPerAddress)
            {
                return false;
            }

            pending++;
            byAddress[address] = fromAddress + 1;
            return true;
        }
    }

    internal void EndHandshake()
    {
        lock (gate)
        {
            pending--;
        }
    }

    internal void Leave(Multiaddr remoteAddress)
    {
        var address = AddressOf(remoteAddress);
        lock (gate)
        {
            var left = byAddress.GetValueOrDefault(address) - 1;
            if (left > 0)
            {
                byAddress[address] = left;
            }
            else
            {
                byAddress.Remove(address);
            }
        }
    }

    private static ReadOnlyMemory<byte> AddressOf(Multiaddr multiaddr) => multiaddr.Components[0].Value;

    private sealed class AddressComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        internal static AddressComparer Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

        public int GetHashCode(ReadOnlyMemory<byte> address)
        {
            var hash = new HashCode();
            hash.AddBytes(address.Span);
            return hash.ToHashCode();
        }
    }
}
