using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Values;

/// <summary>Transaction ids: shown as hex in reverse, sent in the order of the transaction's bytes.</summary>
public static class TransactionIdText
{
    /// <summary>Null unless there are 32 bytes.</summary>
    public static string? Of(ByteString bytes)
    {
        if (bytes.Length != SHA256.HashSizeInBytes)
        {
            return null;
        }

        Span<byte> reversed = stackalloc byte[SHA256.HashSizeInBytes];
        bytes.Span.CopyTo(reversed);
        reversed.Reverse();
        return HashText.Of(reversed);
    }

    public static bool TryRead([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ByteString? bytes)
    {
        bytes = null;
        if (!HashText.TryRead(text, out var hash))
        {
            return false;
        }

        Array.Reverse(hash);
        bytes = ByteString.CopyFrom(hash);
        return true;
    }
}
