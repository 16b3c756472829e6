namespace DarkSwap.Testing;

/// <summary>The checkout that the running tests were built from.</summary>
public static class RepositoryFolder
{
    private const string Marker = "DarkSwap.Services.sln";

    public static string Path { get; } = Find();

    /// <summary>Debug or Release: what the running tests were built as, so that they start programs of the same build.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{System.IO.Path.DirectorySeparatorChar}Release{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    public static string File(params string[] segments) => System.IO.Path.Combine([Path, .. segments]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No {Marker} above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
