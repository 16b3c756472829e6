using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DarkSwap.Primitives;

namespace DarkSwap.Gateway.Authentication;

/// <summary>Random texts that are credentials, and what is stored of them.</summary>
internal static class Secrets
{
    public static byte[] NewBytes(IRandomSource randomSource, int length)
    {
        var bytes = new byte[length];
        randomSource.Fill(bytes);
        return bytes;
    }

    public static string NewText(IRandomSource randomSource, int length) => Base64Url.EncodeToString(NewBytes(randomSource, length));

    /// <summary>SHA-256, lower-case hex.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
