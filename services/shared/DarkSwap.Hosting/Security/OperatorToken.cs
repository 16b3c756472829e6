using System.Security.Cryptography;
using System.Text;
using DarkSwap.Primitives;

namespace DarkSwap.Hosting.Security;

/// <summary>The operator's token: 32 random bytes in hex, in a file that only the node's user can read, made on first start. Only the process at the edge has one.</summary>
public sealed class OperatorToken
{
    public const string FileName = "operator.token";

    private const int MaximumFileLength = 1024;

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
        var path = SecretFile.Ensure(folder, FileName, randomSource);
        var value = new FileInfo(path).Length <= MaximumFileLength ? File.ReadAllText(path).Trim() : string.Empty;
        return value.Length >= SecretFile.RandomBytes
            ? new OperatorToken(path, value)
            : throw new InvalidOperationException($"{path} holds no token of at least {SecretFile.RandomBytes} characters; delete it to have a new one made");
    }

    /// <summary>Compares in constant time.</summary>
    public bool Equals(string presented) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), hash);
}
