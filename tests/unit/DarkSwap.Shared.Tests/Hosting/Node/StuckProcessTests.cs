using DarkSwap.Hosting.Node;
using DarkSwap.Testing;

namespace DarkSwap.Shared.Tests.Hosting.Node;

/// <summary>This assembly as a program of its own.</summary>
[Trait("Category", "Server")]
public sealed class StuckProcessTests
{
    private static readonly TimeSpan Limit = Patience.OfPrograms;

    [Fact]
    public async Task A_process_with_a_silent_bus_ends_with_its_code_although_it_hangs_while_it_stops()
    {
        using var folder = new TemporaryFolder();
        await using var process = BuiltProgram.Start("tests/unit/DarkSwap.Shared.Tests", ["--data", folder.Path, "--api", "127.0.0.1:0"], null);

        (await process.WaitForExitAsync(Limit, CancellationToken.None)).ShouldBe(ProcessEnd.StartAgain, process.Describe());
        process.Errors.ShouldContain("darkswap: has not stopped within 15 s and ends now");
    }
}
