using DarkSwap.Contracts.Connectivity;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using MassTransit;

namespace DarkSwap.Connectivity.Consumers;

internal sealed class GetNodeIdentityConsumer(NodeIdentity identity, ILibp2pHost host) : IConsumer<GetNodeIdentity>
{
    public Task Consume(ConsumeContext<GetNodeIdentity> context) => context.RespondAsync(new NodeIdentityDescribed
    {
        PeerId = identity.PeerId.ToString(),
        PublicKey = identity.PublicKey.ToBytes(),
        Addresses = [.. host.AnnouncedAddresses.Select(address => address.WithPeer(identity.PeerId).ToString())],
    });
}
