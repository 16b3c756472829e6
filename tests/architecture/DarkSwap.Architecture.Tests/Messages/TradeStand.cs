using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Trades;
using DarkSwap.Hosting.Modules;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using DarkSwap.Trade;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Persistence;
using DarkSwap.Trade.Tests.Hosting;
using DarkSwap.Trade.Tests.Simulation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>The trade service of a maker, whose wallet signs whatever there is to sign.</summary>
internal sealed class TradeStand : ConsumerStand
{
    private readonly ManualTimeProvider clock = new(ModelWorld.Start);
    private readonly Neighbourhood neighbours;
    private ModuleTestHost? host;

    public TradeStand() => neighbours = new Neighbourhood(new ModelWorld(), TradeSide.Maker, new ModelChain(), clock) { OnlyNotes = true };

    protected override ModuleTestHost Host => host!;

    public override async Task StartAsync() => neighbours.Host = host = await ModuleTestHost.StartAsync(
        [ModuleRegistration.Of<TradeModule>(), ModuleRegistration.Of<NeighbourModule>()],
        new ModuleTestHostOptions { DataFolder = Folder.Path, TimeProvider = clock, Configure = builder => builder.Services.AddSingleton(neighbours) },
        CancellationToken.None);

    public override Task PrepareAsync(int seed)
    {
        neighbours.World = new ModelWorld(seed: (ulong)seed);
        return Task.CompletedTask;
    }

    public override IReadOnlyList<IReadOnlyList<SentMessage>> MakeTraffic(int seed) => new NegotiationTraffic(seed).Make();

    public override async Task SettleAsync()
    {
        await TradeUntilIdleAsync();
        while (await NeedsSignatureAsync())
        {
            var path = $"trades/{neighbours.World.TradeId}";
            var psbt = (await Host.Operator.GetFromJsonAsync<JsonElement>($"{path}/psbt")).GetProperty("psbt").GetBytesFromBase64();
            var response = await Host.Operator.PostAsJsonAsync($"{path}/signatures", new { psbt = ModelTransactions.Sign(psbt, Contracts.Psbts.TradeRole.GivesAsset) });
            response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
            await TradeUntilIdleAsync();
        }
    }

    public override async Task<IReadOnlyList<string>> ReadStateAsync()
    {
        var trades = await Host.UseAsync<TradeDbContext, List<TradeRow>>(context => context.Trades.AsNoTracking().ToListAsync());
        var claims = await Host.UseAsync<TradeDbContext, List<string>>(context => context.Claims.Select(claim => $"{claim.TradeId} has {claim.Claim}").ToListAsync());
        var transcript = await Host.UseAsync<TradeDbContext, List<TranscriptRow>>(context => context.Transcript.AsNoTracking().OrderBy(row => row.Position).ToListAsync());
        lock (neighbours.Gate)
        {
            return
            [
                .. trades.Select(row => Describe(row, TradeStorage.Read(row.Document), transcript)).Order(StringComparer.Ordinal),
                .. claims.Order(StringComparer.Ordinal),
                .. neighbours.Locked.Order(StringComparer.Ordinal).Select(coin => $"locked {coin}"),
                .. neighbours.Watched.Order(StringComparer.Ordinal).Select(transaction => $"watched {transaction}"),
            ];
        }
    }

    /// <summary>How far a trade had come that came to nothing does not matter, nor what was heard on the way to its completion.</summary>
    private static string Describe(TradeRow row, TradeAggregate trade, List<TranscriptRow> transcript)
    {
        var messages = row.State == TradeState.Completed ? transcript.Where(entry => entry.TradeId == row.TradeId).Select(entry => $"{entry.Kind} {Convert.ToHexString(entry.Hash)}") : [];
        return $"{row.TradeId} {row.State} {row.Need} {trade.IsClosed} {TradeView.ConfirmationsOf(trade)} {TradeView.VisibleRound(trade)?.Template?.TransactionId} {string.Join(", ", messages)}";
    }

    private Task TradeUntilIdleAsync() => WaitAsync(async context =>
    {
        var now = clock.GetUtcNow();
        return !await context.OutboxMessages.AnyAsync() && !await context.Trades.AnyAsync(row => row.WakeAt <= now);
    });

    private Task<bool> NeedsSignatureAsync() => Host.UseAsync<TradeDbContext, bool>(context => context.Trades.AnyAsync(row => row.Need == TradeNeed.Signature));

    private Task WaitAsync(Func<TradeDbContext, Task<bool>> condition) => Eventually.HoldsAsync(() => Host.UseAsync(condition));
}
