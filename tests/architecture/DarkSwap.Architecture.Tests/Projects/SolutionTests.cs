using DarkSwap.Testing;

namespace DarkSwap.Architecture.Tests.Projects;

public sealed class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(RepositoryFolder.File("DarkSwap.Services.sln")).Replace('\\', '/');

        ProjectFile.All.Select(project => $"{project.RelativeFolder}/{project.Name}.csproj").Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        ProjectFile.All.Where(project => !File.Exists(Path.Combine(project.Folder, "packages.lock.json"))).Select(project => project.Name).ShouldBeEmpty();

    [Fact]
    public void Versions_of_packages_are_named_in_one_place() =>
        ProjectFile.All
            .Where(project => File.ReadAllText(Path.Combine(project.Folder, $"{project.Name}.csproj")).Contains("Version=", StringComparison.Ordinal))
            .Select(project => project.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Every_test_project_has_tests() =>
        ProjectFile.All.Where(project => project.IsTest)
            .Where(project => !Directory.EnumerateFiles(project.Folder, "*Tests.cs", SearchOption.AllDirectories).Any())
            .Select(project => project.Name)
            .ShouldBeEmpty();
}
