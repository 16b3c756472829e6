using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Chain;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Psbt.Tests.Chain;

/// <summary>What the other services are told of the chain.</summary>
public sealed class ChainStatusQuestionTests
{
    [Fact]
    public async Task A_regtest_without_a_block_is_told_from_a_node_that_is_away_and_has_its_name_once_there_is_one()
    {
        var chain = new FakeChain();
        await using var host = await ModuleTestHost.StartAsync<PsbtModule>(
            new ModuleTestHostOptions
            {
                Settings = new Dictionary<string, string?> { ["network"] = "regtest", ["bitcoinRpc"] = "http://user:password@127.0.0.1:1", ["psbt:chain:pollInterval"] = "00:00:00.100" },
                Configure = builder => builder.Services.AddSingleton<IChainSource>(chain),
            },
            CancellationToken.None);

        var before = await AskUntilAsync(host, status => status.IsWithoutBlocks);
        chain.Mine();
        var after = await AskUntilAsync(host, status => status.Network is not null);

        (before.Network, before.IsReady, before.Detail).ShouldBe((null, false, "The regtest chain has no block yet: mine one, it gives the network its name."));
        after.IsWithoutBlocks.ShouldBeFalse();
        after.Network!.ShouldStartWith("regtest:");
    }

    private static async Task<ChainStatusDescribed> AskUntilAsync(ModuleTestHost host, Func<ChainStatusDescribed, bool> condition)
    {
        using var limit = Patience.Limit();
        while (true)
        {
            var status = await host.RequestAsync<GetChainStatus, ChainStatusDescribed>(new GetChainStatus(), limit.Token);
            if (condition(status))
            {
                return status;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }
}
