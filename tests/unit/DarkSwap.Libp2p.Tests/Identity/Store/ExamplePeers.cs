using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Tests.Identity.Store;

internal static class ExamplePeers
{
    internal static PeerId PeerId(int number)
    {
        byte[] bytes = [0x12, 32, .. new byte[28], .. BitConverter.GetBytes(number)];
        return DarkSwap.Cryptography.PeerId.TryRead(bytes, out var peerId) ? peerId : throw new InvalidOperationException();
    }

    internal static Multiaddr Address(int port) => Multiaddr.Parse($"/ip4/192.0.2.1/tcp/{port}");
}
