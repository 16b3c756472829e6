using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Negotiation;

/// <summary>A message of multistream-select: its length as a varint, text, a newline.</summary>
internal static class MultistreamMessage
{
    /// <summary>Longest message in bytes, its newline included.</summary>
    internal const int MaximumLength = 1024;

    /// <summary>Longest length in bytes: two groups of seven bits hold <see cref="MaximumLength"/>.</summary>
    internal const int MaximumPrefixLength = 2;

    /// <summary>Reads the length that <paramref name="prefix"/> is, whole or in part.</summary>
    internal static OperationStatus TryReadLength(ReadOnlySpan<byte> prefix, int maximumLength, out int length)
    {
        length = 0;
        var status = Varint.TryRead(prefix, out var announced, out var prefixLength);
        if (status == OperationStatus.NeedMoreData && prefix.Length < MaximumPrefixLength)
        {
            return status;
        }

        if (status != OperationStatus.Done || prefixLength != prefix.Length || announced == 0 || announced > (ulong)maximumLength)
        {
            return OperationStatus.InvalidData;
        }

        length = (int)announced;
        return OperationStatus.Done;
    }

    /// <summary>Reads what follows the length; false without the newline at its end, and for what is no UTF-8.</summary>
    internal static bool TryReadText(ReadOnlySpan<byte> body, [NotNullWhen(true)] out string? text)
    {
        text = body is [.. var content, (byte)'\n'] && Utf8.IsValid(content) ? Encoding.UTF8.GetString(content) : null;
        return text is not null;
    }

    internal static void Write(IBufferWriter<byte> output, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text) + 1;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaximumLength, nameof(text));
        output.Advance(Varint.Write(output.GetSpan(Varint.MaximumLength), (ulong)length));
        Encoding.UTF8.GetBytes(text, output);
        output.Write("\n"u8);
    }
}
