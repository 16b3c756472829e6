using System.Security.Cryptography;
using System.Text;
using DarkSwap.Primitives;

namespace DarkSwap.Hosting.Security;

/// <summary>The operator's token: 32 random bytes in hex, in a file that only the node's user can read, made on first start.</summary>
public sealed class OperatorToken
{
    public const string FileName = "operator.token";

    private const int RandomBytes = 32;
    private const int MaximumFileLength = 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] hash;

    private OperatorToken(string path, string value)
    {
        Path = path;
        hash = SHA256.HashData(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>The file that holds it.</summary>
    public string Path { get; }

    /// <exception cref="InvalidOperationException">The file is there but holds no token.</exception>
    public static OperatorToken LoadOrCreate(string folder, IRandomSource randomSource)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            Create(path, randomSource);
        }

        RestrictToOwner(path);
        var value = new FileInfo(path).Length <= MaximumFileLength ? File.ReadAllText(path).Trim() : string.Empty;
        return value.Length >= RandomBytes
            ? new OperatorToken(path, value)
            : throw new InvalidOperationException($"{path} holds no token of at least {RandomBytes} characters; delete it to have a new one made");
    }

    /// <summary>Compares in constant time.</summary>
    public bool Equals(string presented) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), hash);

    /// <summary>Written aside and renamed, so that a crash leaves a whole token or none.</summary>
    private static void Create(string path, IRandomSource randomSource)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        randomSource.Fill(random);
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(random) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: false);
    }

    private static void RestrictToOwner(string path)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }
}
