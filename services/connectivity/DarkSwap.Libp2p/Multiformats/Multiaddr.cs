using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>A self-describing network address (multiformats/multiaddr). Immutable, equal by its bytes; protocols it does not know are kept as they came.</summary>
public sealed class Multiaddr : IEquatable<Multiaddr>, IParsable<Multiaddr>
{
    /// <summary>Longest binary form that is read, in bytes.</summary>
    public const int MaximumLength = 1024;

    /// <summary>Longest text form that is read, in characters.</summary>
    public const int MaximumTextLength = 4096;

    private const int MaximumComponents = 32;

    private readonly byte[] bytes;
    private readonly MultiaddrComponent[] components;
    private string? text;

    private Multiaddr(byte[] bytes, MultiaddrComponent[] components)
    {
        this.bytes = bytes;
        this.components = components;
    }

    public ReadOnlySpan<byte> Bytes => bytes;

    public IReadOnlyList<MultiaddrComponent> Components => components;

    /// <summary>The peer at the end of the address, if it names one.</summary>
    public PeerId? Peer =>
        components is [.., { Protocol.ValueKind: MultiaddrValueKind.Peer } last] && PeerId.TryRead(last.Value.Span, out var peerId) ? peerId : null;

    public static Multiaddr FromEndPoint(IPEndPoint endPoint)
    {
        var address = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        var port = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)endPoint.Port);
        var protocol = address.AddressFamily == AddressFamily.InterNetwork ? MultiaddrProtocol.Ip4 : MultiaddrProtocol.Ip6;
        return FromComponents([new(protocol, address.GetAddressBytes()), new(MultiaddrProtocol.Tcp, port)]);
    }

    public static Multiaddr FromComponents(IReadOnlyList<MultiaddrComponent> components)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var component in components)
        {
            Write(output, component);
        }

        return new Multiaddr(output.WrittenSpan.ToArray(), [.. components]);
    }

    /// <summary>Reads the binary form, which must fill <paramref name="source"/> exactly.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out Multiaddr? multiaddr)
    {
        multiaddr = null;
        if (source.Length is 0 or > MaximumLength)
        {
            return false;
        }

        var bytes = source.ToArray();
        var components = new List<MultiaddrComponent>(4);
        for (var offset = 0; offset < bytes.Length;)
        {
            if (components.Count == MaximumComponents || !TryReadComponent(bytes, ref offset, out var component))
            {
                return false;
            }

            components.Add(component);
        }

        multiaddr = new Multiaddr(bytes, [.. components]);
        return true;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Multiaddr? multiaddr)
    {
        multiaddr = null;
        if (text is null || text.Length is < 2 or > MaximumTextLength || text[0] != '/')
        {
            return false;
        }

        var remaining = text.AsSpan().TrimEnd('/');
        var components = new List<MultiaddrComponent>(4);
        while (!remaining.IsEmpty)
        {
            if (components.Count == MaximumComponents || !TryParseComponent(ref remaining, out var component))
            {
                return false;
            }

            components.Add(component);
        }

        multiaddr = components.Count > 0 ? FromComponents(components) : null;
        return multiaddr is { bytes.Length: <= MaximumLength };
    }

    public static Multiaddr Parse(string text) =>
        TryParse(text, out var multiaddr) ? multiaddr : throw new FormatException($"'{text}' is not a multiaddr that is known here.");

    static Multiaddr IParsable<Multiaddr>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Multiaddr>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Multiaddr result) =>
        TryParse(s, out result);

    /// <summary>This address with <paramref name="peerId"/> at its end, in place of a peer that it may have named there.</summary>
    public Multiaddr WithPeer(PeerId peerId) => FromComponents([.. WithoutPeer().components, new(MultiaddrProtocol.Peer, peerId.ToBytes())]);

    /// <summary>This address without the peer at its end.</summary>
    public Multiaddr WithoutPeer() => Peer is null ? this : FromComponents(components[..^1]);

    public bool Contains(MultiaddrProtocol protocol)
    {
        foreach (var component in components)
        {
            if (component.Protocol.Code == protocol.Code)
            {
                return true;
            }
        }

        return false;
    }

    public byte[] ToBytes() => bytes.AsSpan().ToArray();

    public override string ToString() => text ??= string.Concat(components.Select(component => component.ToString()));

    public bool Equals(Multiaddr? other) => other is not null && bytes.AsSpan().SequenceEqual(other.bytes);

    public override bool Equals(object? obj) => Equals(obj as Multiaddr);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    public static bool operator ==(Multiaddr? left, Multiaddr? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Multiaddr? left, Multiaddr? right) => !(left == right);

    private static void Write(ArrayBufferWriter<byte> output, MultiaddrComponent component)
    {
        output.Advance(Varint.Write(output.GetSpan(Varint.MaximumLength), (ulong)component.Protocol.Code));
        if (component.Protocol.Length is null && component.Protocol.ValueKind != MultiaddrValueKind.Opaque)
        {
            output.Advance(Varint.Write(output.GetSpan(Varint.MaximumLength), (ulong)component.Value.Length));
        }

        output.Write(component.Value.Span);
    }

    /// <summary>Takes "/name" or "/name/value" from the front; a path takes everything to the end.</summary>
    private static bool TryParseComponent(ref ReadOnlySpan<char> remaining, out MultiaddrComponent component)
    {
        component = default;
        if (MultiaddrProtocol.Find(TakePart(ref remaining)) is not { } protocol)
        {
            return false;
        }

        byte[] value = [];
        if (protocol.ValueKind == MultiaddrValueKind.Path)
        {
            var path = remaining.ToString();
            remaining = [];
            if (!MultiaddrText.TryParse(protocol, path, out value))
            {
                return false;
            }
        }
        else if (protocol.ValueKind != MultiaddrValueKind.None)
        {
            // An unknown protocol may have nothing after it, and has everything to the end of the address.
            var isOpaque = protocol.ValueKind == MultiaddrValueKind.Opaque;
            if ((remaining.IsEmpty && !isOpaque) || !MultiaddrText.TryParse(protocol, TakePart(ref remaining), out value) || (isOpaque && !remaining.IsEmpty))
            {
                return false;
            }
        }

        component = new MultiaddrComponent(protocol, value);
        return true;
    }

    /// <summary>The text between the slash at the front and the next one.</summary>
    private static string TakePart(ref ReadOnlySpan<char> remaining)
    {
        var part = remaining.IsEmpty ? remaining : remaining[1..];
        var end = part.IndexOf('/');
        remaining = end < 0 ? [] : part[end..];
        return (end < 0 ? part : part[..end]).ToString();
    }

    private static bool TryReadComponent(byte[] bytes, ref int offset, out MultiaddrComponent component)
    {
        component = default;
        if (Varint.TryRead(bytes.AsSpan(offset), out var code, out var codeLength) != OperationStatus.Done || code > int.MaxValue)
        {
            return false;
        }

        offset += codeLength;
        if (MultiaddrProtocol.Find((int)code) is not { } protocol)
        {
            component = new MultiaddrComponent(MultiaddrProtocol.Unknown((int)code), bytes.AsMemory(offset));
            offset = bytes.Length;
            return true;
        }

        if (protocol.Length is not { } length)
        {
            if (Varint.TryRead(bytes.AsSpan(offset), out var announced, out var lengthLength) != OperationStatus.Done || announced > MaximumLength)
            {
                return false;
            }

            offset += lengthLength;
            length = (int)announced;
        }

        // A path takes everything to its end in text, so nothing may follow it in bytes either.
        if (length > bytes.Length - offset
            || (protocol.ValueKind == MultiaddrValueKind.Path && length < bytes.Length - offset)
            || !MultiaddrText.IsValid(protocol.ValueKind, bytes.AsSpan(offset, length)))
        {
            return false;
        }

        component = new MultiaddrComponent(protocol, bytes.AsMemory(offset, length));
        offset += length;
        return true;
    }
}
