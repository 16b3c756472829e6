using DarkSwap.Testing;

namespace DarkSwap.Sdk.Tests.Generated;

/// <summary>What is checked in of the SDKs is what the script makes of the document that is checked in.</summary>
[Trait("Category", "Server")]
public sealed class GeneratedFileTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Files => ["csharp/DarkSwap.Sdk/Api/DarkSwapApi.g.cs", "typescript/src/schema.ts"];

    public Task InitializeAsync() =>
        ChildProcess.RunAsync(RepositoryFolder.File("contracts", "sdk", "generate"), ["--into", folder.Path], string.Empty, TimeSpan.FromMinutes(5), CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Is_what_the_script_makes_of_the_document(string path)
    {
        var made = await File.ReadAllTextAsync(Path.Combine(folder.Path, path));

        made.ShouldBe(await File.ReadAllTextAsync(RepositoryFolder.File("contracts", "sdk", path)), $"run contracts/sdk/generate and look at what changed in {path}");
    }
}
