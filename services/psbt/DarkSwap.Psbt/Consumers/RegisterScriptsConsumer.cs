using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

/// <summary>Remembers the scripts of subjects. What their coins' scripts are is asked of the node first; without the node the message comes again.</summary>
public sealed class RegisterScriptsConsumer(PsbtDbContext context, OwnedScripts ownedScripts, TimeProvider timeProvider) : IConsumer<RegisterScripts>
{
    public async Task Consume(ConsumeContext<RegisterScripts> delivery)
    {
        var command = delivery.Message;
        var scripts = await ownedScripts.ResolveAsync(command.Registrations, delivery.CancellationToken);
        await InboxTransaction.RunAsync(
            context,
            command.EventId,
            nameof(RegisterScriptsConsumer),
            timeProvider,
            token => OwnedScripts.AddAsync(context, scripts, timeProvider.GetUtcNow(), token),
            delivery.CancellationToken);
    }
}
