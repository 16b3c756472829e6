using System.Text;
using DarkSwap.Primitives;

namespace DarkSwap.Hosting.Security;

/// <summary>A file of 32 random bytes in hex that only its user can read, made when it is first needed.</summary>
public static class SecretFile
{
    public const int RandomBytes = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Returns its path.</summary>
    public static string Ensure(string folder, string name, IRandomSource randomSource)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            Create(path, randomSource);
        }

        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }

        return path;
    }

    /// <summary>Written aside and renamed, so that a crash leaves a whole secret or none.</summary>
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
}
