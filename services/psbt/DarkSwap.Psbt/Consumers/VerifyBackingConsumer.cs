using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Trading;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class VerifyBackingConsumer(BackingVerifier verifier) : IConsumer<VerifyBacking>
{
    public async Task Consume(ConsumeContext<VerifyBacking> request) =>
        await request.RespondAsync(await verifier.VerifyAsync(request.Message, request.CancellationToken));
}
