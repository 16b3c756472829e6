using Xunit.Abstractions;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>One combination that two libp2p stacks must agree on; lists with blanks, in the order of preference of js.</summary>
public sealed class InteropRow : IXunitSerializable
{
    /// <summary>An address as one listens on: it stands for its transport.</summary>
    public string Transport { get; set; } = string.Empty;

    public string Security { get; set; } = string.Empty;

    public string Muxers { get; set; } = string.Empty;

    /// <summary>The kind of js's key.</summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>The kind of ours.</summary>
    public string OurKey { get; set; } = "Ed25519";

    public void Deserialize(IXunitSerializationInfo info)
    {
        Transport = info.GetValue<string>(nameof(Transport));
        Security = info.GetValue<string>(nameof(Security));
        Muxers = info.GetValue<string>(nameof(Muxers));
        Key = info.GetValue<string>(nameof(Key));
        OurKey = info.GetValue<string>(nameof(OurKey));
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Transport), Transport);
        info.AddValue(nameof(Security), Security);
        info.AddValue(nameof(Muxers), Muxers);
        info.AddValue(nameof(Key), Key);
        info.AddValue(nameof(OurKey), OurKey);
    }

    /// <summary>As the table shows it: "tcp", "/noise" and so on without what all have in common.</summary>
    public override string ToString() => string.Join(' ', Columns);

    internal IReadOnlyList<string> Columns =>
        [Transport.Split("/tcp/0")[1] is { Length: > 0 } upper ? upper[1..] : "tcp", Short(Security), string.Join(',', Muxers.Split(' ').Select(Short)), Key, OurKey];

    private static string Short(string protocolId) => protocolId.Split('/')[1];
}
