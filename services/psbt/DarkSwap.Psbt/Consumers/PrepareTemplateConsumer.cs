using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Trading;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class PrepareTemplateConsumer(TemplatePreparer preparer) : IConsumer<PrepareTemplate>
{
    public Task Consume(ConsumeContext<PrepareTemplate> request) =>
        TradeAnswers.RespondAsync(request, async () => await preparer.PrepareAsync(request.Message.Terms, request.CancellationToken), prepared => prepared);
}
