using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Trading;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class MergeSignaturesConsumer : IConsumer<MergeSignatures>
{
    public Task Consume(ConsumeContext<MergeSignatures> request) =>
        TradeAnswers.RespondAsync(request, () => Task.FromResult(SignatureMerger.Merge(request.Message)), merged => merged);
}
