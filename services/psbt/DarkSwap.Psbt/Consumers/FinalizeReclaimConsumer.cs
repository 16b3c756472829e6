using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Trading;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class FinalizeReclaimConsumer(ReclaimPreparer preparer) : IConsumer<FinalizeReclaim>
{
    public Task Consume(ConsumeContext<FinalizeReclaim> request) =>
        TradeAnswers.RespondAsync(request, async () => await preparer.FinalizeAsync(request.Message, request.CancellationToken), reclaimed => reclaimed);
}
