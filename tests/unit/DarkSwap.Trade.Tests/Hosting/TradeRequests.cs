using System.Text.Json;
using System.Text.Json.Nodes;
using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Hosting;

internal static class TradeRequests
{
    public static JsonNode Valid(ModelWorld world) => JsonSerializer.SerializeToNode(new
    {
        tradeId = world.TradeId,
        orderId = world.Order(isOwn: false).OrderId,
        fill = "400",
        feeRate = "2000",
        settlement = new
        {
            coins = new[] { new { outPoint = world.Coin(TradeSide.Taker), proof = new byte[] { 1, 2 } } },
            receiveAddress = "bcrt1qreceive",
            changeAddress = "bcrt1qchange",
        },
        confirmations = 1,
        makerCoinConfirmations = 1,
    })!;
}
