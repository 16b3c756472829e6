using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Tests.Coins;

public sealed class CoinLockTests : IAsyncLifetime
{
    private static readonly Guid FirstTrade = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly Guid SecondTrade = Guid.Parse("01900000-0000-7000-8000-000000000002");
    private readonly ManualTimeProvider clock = new();
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<PsbtModule>(
        new ModuleTestHostOptions
        {
            TimeProvider = clock,
            Settings = new Dictionary<string, string?> { ["network"] = "regtest", ["bitcoinRpc"] = "http://user:password@127.0.0.1:1", ["psbt:chain:maximumAttempts"] = "1" },
        },
        CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Locks_all_coins_of_a_trade()
    {
        await LockAsync(FirstTrade, 300, 0, 1);

        (await ReadAsync()).ShouldBe([(Coin(0), FirstTrade), (Coin(1), FirstTrade)]);
    }

    [Fact]
    public async Task Locks_none_when_another_live_trade_holds_one()
    {
        await LockAsync(FirstTrade, 300, 1);

        await LockAsync(SecondTrade, 300, 0, 1, 2);

        (await ReadAsync()).ShouldBe([(Coin(1), FirstTrade)]);
    }

    [Fact]
    public async Task Gives_an_expired_coin_to_the_next_trade()
    {
        await LockAsync(FirstTrade, 300, 0);
        clock.Advance(TimeSpan.FromSeconds(300));

        await LockAsync(SecondTrade, 300, 0);

        (await ReadAsync()).ShouldBe([(Coin(0), SecondTrade)]);
    }

    [Fact]
    public async Task Never_gives_away_a_coin_that_is_held_until_the_chain_decides()
    {
        await LockAsync(FirstTrade, null, 0);
        clock.Advance(TimeSpan.FromDays(365));

        await LockAsync(SecondTrade, 300, 0);

        (await ReadAsync()).ShouldBe([(Coin(0), FirstTrade)]);
    }

    [Fact]
    public async Task Changes_the_expiry_when_the_same_trade_locks_again()
    {
        await LockAsync(FirstTrade, 300, 0);
        await LockAsync(FirstTrade, null, 0);
        clock.Advance(TimeSpan.FromSeconds(301));

        await LockAsync(SecondTrade, 300, 0);

        (await ReadAsync()).ShouldBe([(Coin(0), FirstTrade)]);
    }

    [Fact]
    public async Task Frees_the_coins_of_a_trade_that_has_ended()
    {
        await LockAsync(FirstTrade, null, 0, 1);
        await LockAsync(SecondTrade, 300, 2);

        await host.DeliverAsync(new ReleaseCoins { EventId = NewId(), OccurredAt = clock.GetUtcNow(), TradeId = FirstTrade }, CancellationToken.None);

        (await ReadAsync()).ShouldBe([(Coin(2), SecondTrade)]);
    }

    [Fact]
    public async Task Applies_the_same_command_once()
    {
        var command = Command(FirstTrade, 300, 0);
        await host.DeliverAsync(command, CancellationToken.None);
        await host.DeliverAsync(new ReleaseCoins { EventId = NewId(), OccurredAt = clock.GetUtcNow(), TradeId = FirstTrade }, CancellationToken.None);

        await host.DeliverAsync(command, CancellationToken.None);

        (await ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_of_two_trades_that_want_the_same_coin_at_once_gets_it()
    {
        await Task.WhenAll(Task.Run(() => LockAsync(FirstTrade, 300, 0, 1)), Task.Run(() => LockAsync(SecondTrade, 300, 1, 2)));

        var locks = await ReadAsync();

        locks.Count.ShouldBe(2);
        locks.Select(held => held.TradeId).Distinct().ShouldHaveSingleItem();
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static string Coin(int index) => $"{new string('1', 64)}:{index}";

    private LockCoins Command(Guid tradeId, int? seconds, params int[] coins) => new()
    {
        EventId = NewId(),
        OccurredAt = clock.GetUtcNow(),
        TradeId = tradeId,
        OutPoints = [.. coins.Select(Coin)],
        ExpiresAt = seconds is { } duration ? clock.GetUtcNow().AddSeconds(duration) : null,
    };

    private Task LockAsync(Guid tradeId, int? seconds, params int[] coins) => host.DeliverAsync(Command(tradeId, seconds, coins), CancellationToken.None);

    private Task<List<(string OutPoint, Guid TradeId)>> ReadAsync() => host.UseAsync<PsbtDbContext, List<(string, Guid)>>(async context =>
        [.. (await context.Set<CoinLock>().OrderBy(held => held.OutPoint).ToListAsync()).Select(held => (held.OutPoint, held.TradeId))]);
}
