using System.Text;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Hosting.Security;

/// <summary>A file of 32 random bytes in hex that only its user can read, made when it is first needed.</summary>
public static class SecretFile
{
    public const int RandomBytes = 32;

    /// <summary>Returns its path.</summary>
    public static string Ensure(string folder, string name, IRandomSource randomSource)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            Create(path, randomSource);
        }

        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != PrivateFile.OwnerOnly)
        {
            File.SetUnixFileMode(path, PrivateFile.OwnerOnly);
        }

        return path;
    }

    private static void Create(string path, IRandomSource randomSource)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        randomSource.Fill(random);
        PrivateFile.TryCreate(path, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(random) + "\n"), randomSource);
    }
}
