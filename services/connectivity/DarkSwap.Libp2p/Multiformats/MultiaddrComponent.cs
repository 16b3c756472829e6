namespace DarkSwap.Libp2p.Multiformats;

/// <summary>One step of a multiaddr: a protocol and its value without a length prefix.</summary>
public readonly record struct MultiaddrComponent(MultiaddrProtocol Protocol, ReadOnlyMemory<byte> Value)
{
    /// <summary>The value as text; empty for a protocol without one.</summary>
    public string ValueText => MultiaddrText.Format(Protocol.ValueKind, Value.Span);

    public override string ToString() => Protocol.ValueKind switch
    {
        MultiaddrValueKind.None => $"/{Protocol.Name}",
        MultiaddrValueKind.Path => $"/{Protocol.Name}{ValueText}",
        MultiaddrValueKind.Opaque when Value.IsEmpty => $"/{Protocol.Name}",
        _ => $"/{Protocol.Name}/{ValueText}",
    };
}
