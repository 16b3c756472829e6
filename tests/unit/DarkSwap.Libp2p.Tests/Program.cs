using System.Globalization;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Libp2p.Tests.Identity.Store;

// Saves one peer after the other until it is killed, for PeerStoreFileTests.
if (args is not ["save-peers", var path, var first])
{
    return 2;
}

var store = new PeerStore(new PeerStoreOptions { MaximumPeers = 100_000 }, TimeProvider.System);
await using var file = await PeerStoreFile.OpenAsync(path, store, TimeProvider.System, CancellationToken.None);
for (var number = int.Parse(first, CultureInfo.InvariantCulture) + 1; ; number++)
{
    file.Store.AddAddresses(ExamplePeers.PeerId(number), [ExamplePeers.Address(number % 65_536)], AddressSource.Operator);
    await file.SaveAsync(CancellationToken.None);
    Console.WriteLine($"saved {number}");
}
