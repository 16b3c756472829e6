using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

/// <summary>Remembers the scripts of subjects. What their coins' scripts are is asked of the node first; without the node the message comes again.</summary>
public sealed class RegisterScriptsConsumer(PsbtDbContext context, OwnedScripts ownedScripts, TimeProvider timeProvider) : IConsumer<RegisterScripts>, IConsumer<RegisterManyScripts>
{
    public Task Consume(ConsumeContext<RegisterScripts> delivery)
    {
        var command = delivery.Message;
        return RegisterAsync(command.EventId, [new ScriptsOfSubject(command.Subject, command.Addresses, command.OutPoints)], delivery.CancellationToken);
    }

    public Task Consume(ConsumeContext<RegisterManyScripts> delivery) => RegisterAsync(delivery.Message.EventId, delivery.Message.Registrations, delivery.CancellationToken);

    private async Task RegisterAsync(Guid eventId, IReadOnlyList<ScriptsOfSubject> registrations, CancellationToken cancellationToken)
    {
        var scripts = await ownedScripts.ResolveAsync(registrations, cancellationToken);
        await InboxTransaction.RunAsync(
            context,
            eventId,
            nameof(RegisterScriptsConsumer),
            timeProvider,
            token => OwnedScripts.AddAsync(context, scripts, timeProvider.GetUtcNow(), token),
            cancellationToken);
    }
}
