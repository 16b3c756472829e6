using DarkSwap.Testing;

namespace DarkSwap.Architecture.Tests.Sources;

/// <summary>A C# file that somebody wrote.</summary>
internal sealed record SourceFile(string Path, string[] Lines)
{
    public static IReadOnlyList<SourceFile> All { get; } = ReadAll();

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Whether a product is made of it, and not a test.</summary>
    public bool IsProduct => !Path.StartsWith("tests/", StringComparison.Ordinal);

    private static IReadOnlyList<SourceFile> ReadAll() =>
    [
        .. from folder in new[] { "contracts", "services", "gateway", "tests" }
           from path in Directory.EnumerateFiles(RepositoryFolder.File(folder), "*.cs", SearchOption.AllDirectories)
           let relative = System.IO.Path.GetRelativePath(RepositoryFolder.Path, path).Replace('\\', '/')
           where !relative.Split('/').Any(part => part is "obj" or "bin" or "node_modules") && !relative.EndsWith(".g.cs", StringComparison.Ordinal)
           orderby relative
           select new SourceFile(relative, File.ReadAllLines(path)),
    ];
}
