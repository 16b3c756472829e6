using Microsoft.Extensions.Configuration;

namespace DarkSwap.Hosting;

/// <summary>The folder in which a process keeps its files.</summary>
public static class DataFolder
{
    public const string Key = "data";

    /// <summary>Where a node keeps its files unless told otherwise.</summary>
    public static string Default => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "darkswap");

    /// <summary>Absolute path; the folder is made, readable by its user alone, if it is not there.</summary>
    public static string Of(IConfiguration configuration)
    {
        var path = Path.GetFullPath(configuration[Key] is { Length: > 0 } configured ? configured : Default);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
