using DarkSwap.Testing;

namespace DarkSwap.Sdk.Tests.TypeScript;

/// <summary>The tests of the TypeScript SDK, by Node's own runner.</summary>
[Trait("Category", "Server")]
public sealed class TypeScriptSdkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Compiles_and_passes_its_tests()
    {
        await ChildProcess.RunAsync(RepositoryFolder.File("contracts", "sdk", "typescript", "build"), [], string.Empty, Limit, CancellationToken.None);
        var tests = Directory.EnumerateFiles(RepositoryFolder.File("contracts", "sdk", "typescript", "test"), "*.test.mjs");

        var output = await ChildProcess.RunAsync("node", ["--test", "--test-reporter=tap", .. tests], string.Empty, Limit, CancellationToken.None);

        output.ShouldContain("# fail 0");
        output.ShouldNotContain("# pass 0");
    }
}
