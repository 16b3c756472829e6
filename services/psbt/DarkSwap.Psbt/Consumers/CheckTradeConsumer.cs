using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Trading;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class CheckTradeConsumer(TradeChecker checker) : IConsumer<CheckTrade>
{
    public async Task Consume(ConsumeContext<CheckTrade> request) =>
        await request.RespondAsync(await checker.CheckAsync(request.Message, request.CancellationToken));
}
