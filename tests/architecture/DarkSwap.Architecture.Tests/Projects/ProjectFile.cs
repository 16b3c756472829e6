using System.Xml.Linq;
using DarkSwap.Testing;

namespace DarkSwap.Architecture.Tests.Projects;

/// <summary>What a project file says it needs.</summary>
internal sealed record ProjectFile(string Name, string Folder, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, bool UsesAspNetCore)
{
    /// <summary>Every project of the repository.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = ReadAll();

    /// <summary>Relative to the repository's root, with forward slashes.</summary>
    public string RelativeFolder => Path.GetRelativePath(RepositoryFolder.Path, Folder).Replace('\\', '/');

    public bool IsProduct => !RelativeFolder.StartsWith("tests/", StringComparison.Ordinal);

    public bool IsTest => Name.EndsWith(".Tests", StringComparison.Ordinal);

    private static IReadOnlyList<ProjectFile> ReadAll() =>
    [
        .. new[] { "contracts", "services", "gateway", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryFolder.File(folder), "*.csproj", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static ProjectFile Read(string path)
    {
        var document = XDocument.Load(path);
        var projects = document.Descendants("ProjectReference").Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value)).ToList();
        var packages = document.Descendants("PackageReference").Select(element => element.Attribute("Include")!.Value).ToList();
        var usesAspNetCore = document.Root!.Attribute("Sdk")!.Value == "Microsoft.NET.Sdk.Web"
            || document.Descendants("FrameworkReference").Any(element => element.Attribute("Include")!.Value == "Microsoft.AspNetCore.App");
        return new ProjectFile(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!, projects, packages, usesAspNetCore);
    }
}
