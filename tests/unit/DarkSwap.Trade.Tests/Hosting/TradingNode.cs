using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Hosting.Modules;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Trade.Tests.Hosting;

/// <summary>A node's trade service with real web server, database, outbox and driver, among stand-ins for its neighbours. It can be killed and started again on its files.</summary>
internal sealed class TradingNode(ModelWorld world, TradeSide side, ModelChain chain, TimeProvider timeProvider, string? postgreSqlDatabase = null) : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    public Neighbourhood Neighbours { get; } = new(world, side, chain, timeProvider);

    public HttpClient Client => Neighbours.Host!.Operator;

    public async Task StartAsync() => Neighbours.Host = await ModuleTestHost.StartAsync(
        [ModuleRegistration.Of<TradeModule>(), ModuleRegistration.Of<NeighbourModule>()],
        new ModuleTestHostOptions
        {
            TimeProvider = timeProvider,
            DataFolder = folder.Path,
            PostgreSqlDatabase = postgreSqlDatabase,
            Configure = builder => builder.Services.AddSingleton(Neighbours),
        },
        CancellationToken.None);

    public async Task StopAsync()
    {
        await Neighbours.Host!.DisposeAsync();
        Neighbours.Host = null;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var response = await Client.GetAsync(path);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        var response = await Client.PostAsJsonAsync(path, body);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<string> StateAsync() => (await GetAsync($"trades/{world.TradeId}")).GetProperty("state").GetString()!;

    /// <summary>Signs what the API gives to sign, and gives it back.</summary>
    public async Task<JsonElement> SignAsync()
    {
        var psbt = (await GetAsync($"trades/{world.TradeId}/psbt")).GetProperty("psbt").GetBytesFromBase64();
        return await PostAsync($"trades/{world.TradeId}/signatures", new { psbt = ModelTransactions.Sign(psbt, Role) });
    }

    public TradeRole Role => TradeView.RoleOf(world.Order(isOwn: false), side);

    public async ValueTask DisposeAsync()
    {
        if (Neighbours.Host is not null)
        {
            await StopAsync();
        }

        folder.Dispose();
    }
}
