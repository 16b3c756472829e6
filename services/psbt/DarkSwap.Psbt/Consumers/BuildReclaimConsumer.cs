using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Trading;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class BuildReclaimConsumer(ReclaimPreparer preparer) : IConsumer<BuildReclaim>
{
    public Task Consume(ConsumeContext<BuildReclaim> request) =>
        TradeAnswers.RespondAsync(request, async () => await preparer.BuildAsync(request.Message, request.CancellationToken), built => built);
}
