using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Trading;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class SelectTradeInputsConsumer(TradeInputSelector selector) : IConsumer<SelectTradeInputs>
{
    public Task Consume(ConsumeContext<SelectTradeInputs> request) =>
        TradeAnswers.RespondAsync(request, async () => await selector.SelectAsync(request.Message, request.CancellationToken), party => new TradeInputsSelected { Party = party });
}
