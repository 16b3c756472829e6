using System.Diagnostics;
using System.Security.Cryptography;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>ChaCha20-Poly1305 alone, over pieces as long as a Noise record's: what encrypting costs at least.</summary>
internal static class RawCipher
{
    private const int PieceLength = 65_519;
    private const int Pieces = 4_000;

    /// <summary>Seals and opens, as the two ends of a connection do.</summary>
    public static Figures Measure()
    {
        Run(Pieces / 4);
        return Run(Pieces);
    }

    private static Figures Run(int pieces)
    {
        using var cipher = new ChaCha20Poly1305(new byte[32]);
        var (piece, sealedPiece, nonce, tag) = (new byte[PieceLength], new byte[PieceLength], new byte[12], new byte[16]);
        var start = Stopwatch.GetTimestamp();
        var before = Environment.CpuUsage.TotalTime;
        for (var count = 0; count < pieces; count++)
        {
            cipher.Encrypt(nonce, piece, sealedPiece, tag);
            cipher.Decrypt(nonce, sealedPiece, tag, piece);
        }

        var megabytes = (double)pieces * PieceLength / 1_000_000;
        return new Figures
        {
            Upload = megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds,
            UploadProcessor = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / megabytes,
        };
    }
}
