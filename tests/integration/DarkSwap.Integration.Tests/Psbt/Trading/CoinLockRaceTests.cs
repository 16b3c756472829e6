using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Integration.Tests.Psbt.Trading;

/// <summary>Locks on PostgreSQL, where transactions really run beside each other.</summary>
public sealed class CoinLockRaceTests
{
    private const int Trades = 8;

    [Fact]
    public async Task Of_trades_that_want_the_same_coin_at_once_one_gets_it()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        var options = new ModuleTestHostOptions
        {
            PostgreSqlDatabase = server.NewDatabase(),
            Settings = new Dictionary<string, string?> { ["network"] = "regtest", ["bitcoinRpc"] = "http://user:password@127.0.0.1:1", ["psbt:chain:maximumAttempts"] = "1" },
        };
        await using var host = await ModuleTestHost.StartAsync<PsbtModule>(options, CancellationToken.None);
        var commands = Enumerable.Range(0, Trades).Select(index => new LockCoins
        {
            EventId = SettlementStage.NewId(),
            OccurredAt = TimeProvider.System.GetUtcNow(),
            TradeId = SettlementStage.NewId(),
            OutPoints = [Coin(index), Coin(Trades), Coin(index + Trades + 1)],
            ExpiresAt = null,
        }).ToList();

        await Task.WhenAll(commands.Select(command => DeliverAsync(host, command)));

        var locks = await host.UseAsync<PsbtDbContext, List<CoinLock>>(context => context.Set<CoinLock>().ToListAsync());
        locks.Count.ShouldBe(3);
        locks.Select(held => held.TradeId).Distinct().ShouldHaveSingleItem();
    }

    /// <summary>Whoever loses the race at the primary key gets the message again, as from the outbox.</summary>
    private static async Task DeliverAsync(ModuleTestHost host, LockCoins command)
    {
        for (var attempt = 0; attempt < Trades; attempt++)
        {
            try
            {
                await host.DeliverAsync(command, CancellationToken.None);
                return;
            }
            catch (DbUpdateException)
            {
                continue;
            }
        }

        throw new InvalidOperationException("The command never went through.");
    }

    private static string Coin(int index) => $"{new string('1', 64)}:{index}";
}
