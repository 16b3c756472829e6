using DarkSwap.Hosting.Node;
using DarkSwap.Integration.Tests.Stack;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Processes;

[Trait("Category", "Server")]
public sealed class DatabaseAwayTests
{
    private static readonly TimeSpan Limit = Patience.OfPrograms;

    [Fact]
    public async Task A_service_that_finds_no_database_when_it_starts_asks_in_one_line_to_be_started_again()
    {
        using var folder = new TemporaryFolder();
        await using var service = ServiceProgram.Start("trade", new Dictionary<string, string?>
        {
            ["DARKSWAP_DATA"] = folder.Path,
            ["DARKSWAP_API"] = "127.0.0.1:0",
            ["DARKSWAP_DATABASE"] = "Host=127.0.0.1;Port=1;Database=darkswap;Username=darkswap_trade;Password=nobody's",
        });

        (await service.WaitForExitAsync(Limit, CancellationToken.None)).ShouldBe(ProcessEnd.StartAgain, service.Describe());
        service.Errors.Split('\n').Count(line => line.StartsWith("darkswap: the database is away: ", StringComparison.Ordinal)).ShouldBe(1, service.Describe());
        service.Errors.ShouldNotContain("Unhandled exception");
    }
}
