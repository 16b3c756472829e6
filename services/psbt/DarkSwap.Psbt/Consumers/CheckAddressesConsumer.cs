using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Coins;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class CheckAddressesConsumer(NodeAddresses addresses) : IConsumer<CheckAddresses>
{
    public Task Consume(ConsumeContext<CheckAddresses> context) =>
        context.RespondAsync(new AddressesChecked { Invalid = [.. context.Message.Addresses.Where(address => !addresses.TryRead(address, out _))] });
}
