using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identify;

/// <summary>Collects fields in place: a message of thousands of short ones costs no copy of all that came before each.</summary>
internal sealed class IdentifyMessageBuilder(IdentifyMessage earlier)
{
    internal PublicKey? PublicKey { get; set; } = earlier.PublicKey;

    internal List<Multiaddr> ListenAddresses { get; } = [.. earlier.ListenAddresses];

    internal List<string> ProtocolIds { get; } = [.. earlier.ProtocolIds];

    internal Multiaddr? ObservedAddress { get; set; } = earlier.ObservedAddress;

    internal string? ProtocolVersion { get; set; } = earlier.ProtocolVersion;

    internal string? AgentVersion { get; set; } = earlier.AgentVersion;

    internal byte[]? SignedRecord { get; set; } = earlier.SignedRecord;

    internal IdentifyMessage Build() => new()
    {
        PublicKey = PublicKey,
        ListenAddresses = ListenAddresses,
        ProtocolIds = ProtocolIds,
        ObservedAddress = ObservedAddress,
        ProtocolVersion = ProtocolVersion,
        AgentVersion = AgentVersion,
        SignedRecord = SignedRecord,
    };
}
