using System.Collections.Concurrent;
using System.Net;
using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>A trader whose wallet answers by itself. Its node may be away, wholly or in part, at any moment: then it asks again, as a patient program would.</summary>
public sealed class Robot(Trader trader)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<Guid, long> fees = new();

    public Trader Trader => trader;

    public string Name => trader.Name;

    public INode Node => trader.Node;

    /// <summary>Satoshis that the transaction of a trade costs, once this robot has signed it.</summary>
    public IReadOnlyDictionary<Guid, long> Fees => fees;

    /// <summary>Null when the node, or the part of it that is asked, does not answer.</summary>
    public async Task<RestAnswer?> TryAsync(HttpMethod method, string path, object? body)
    {
        try
        {
            var answer = await trader.Api.SendAsync(method, path, body);
            return answer.Status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout ? null : answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Asks until the node answers.</summary>
    public Task<RestAnswer> PersistAsync(HttpMethod method, string path, object? body) =>
        Waiting.ForAsync($"{Name}'s node to answer {path}", () => TryAsync(method, path, body));

    public async Task<TradeView?> FindTradeAsync(Guid tradeId)
    {
        var answer = await PersistAsync(HttpMethod.Get, $"trades/{tradeId}", null);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Read<TradeView>();
    }

    /// <summary>All that its node shows of its coins.</summary>
    public async Task<IReadOnlyList<CoinView>> CoinsAsync()
    {
        var coins = new List<CoinView>();
        foreach (var key in new[] { trader.CoinKey, trader.ReceiveKey })
        {
            coins.AddRange((await PersistAsync(HttpMethod.Get, $"coins?address={key.Address}&limit=1000", null)).Read<CoinPage>().Items);
        }

        return coins;
    }

    /// <summary>Proposes the trade, in as many tries as it takes; false if the node refuses it.</summary>
    public async Task<bool> ProposeAsync(Guid tradeId, PlannedTrade planned, int acceptWithinSeconds)
    {
        var proposal = await trader.ProposalAsync(tradeId, planned.OrderId, planned.Fill, planned.TakerCoin, acceptWithinSeconds);
        return (await PersistAsync(HttpMethod.Post, "trades", proposal)).Status is HttpStatusCode.Created or HttpStatusCode.OK;
    }

    /// <summary>Signs whatever its node asks for, until told to stop.</summary>
    public async Task SignAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await TryAsync(HttpMethod.Get, "trades?needs=signature&limit=1000", null) is { Status: HttpStatusCode.OK } answer)
            {
                await Task.WhenAll(answer.Read<TradePage>().Items.Select(trade => TrySignAsync(Guid.Parse(trade.TradeId))));
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task TrySignAsync(Guid tradeId)
    {
        if (await TryAsync(HttpMethod.Get, $"trades/{tradeId}/psbt?purpose=trade", null) is not { Status: HttpStatusCode.OK } asked)
        {
            return;
        }

        var (psbt, feeSatoshis) = await trader.SignAsync(asked.Body);
        fees[tradeId] = feeSatoshis;
        await TryAsync(HttpMethod.Post, $"trades/{tradeId}/signatures", new { psbt, purpose = "trade" });
    }

    private sealed record CoinPage(IReadOnlyList<CoinView> Items);

    private sealed record TradePage(IReadOnlyList<TradeView> Items);
}
