using System.Runtime.InteropServices;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography;

/// <summary>Makes files that only their user can read, each whole or absent, also after a crash; of several processes that make one at once, exactly one does.</summary>
public static partial class PrivateFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>EEXIST of Linux and macOS.</summary>
    private const int Exists = 17;

    /// <returns>False when somebody else has made it meanwhile; theirs is left as it is.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content, IRandomSource randomSource)
    {
        Span<byte> suffix = stackalloc byte[8];
        randomSource.Fill(suffix);
        var temporaryPath = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Convert.ToHexStringLower(suffix)}");
        try
        {
            Write(temporaryPath, content);
            return TryPublish(temporaryPath, path);
        }
        finally
        {
            File.Delete(temporaryPath);
        }
    }

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>By link(2), which fails when the name is taken. <see cref="File.Move(string, string, bool)"/> only looks before, and renames over whatever has come since.</summary>
    private static bool TryPublish(string temporaryPath, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(temporaryPath, path) == 0)
            {
                return true;
            }

            if (Marshal.GetLastPInvokeError() == Exists)
            {
                return false;
            }
        }

        // Windows, and file systems without hard links.
        try
        {
            File.Move(temporaryPath, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existingPath, string newPath);
}
