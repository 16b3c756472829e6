using DarkSwap.Connectivity.Messaging;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Testing;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Tests.Messaging;

public sealed class PeerConductTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly PeerId peer = PeerId.FromPublicKey(PrivateKey.Generate(new SeededRandomSource(1)).PublicKey);

    [Fact]
    public void Bans_after_the_configured_number_of_faults_and_pardons_later()
    {
        var conduct = Conduct(new ConnectivityLimits { FaultsBeforeBan = 3, BanMinutes = 60 });

        Enumerable.Range(0, 3).Select(_ => conduct.ReportFault(peer)).ShouldBe([false, false, true]);
        conduct.IsBanned(peer).ShouldBeTrue();
        clock.Advance(TimeSpan.FromMinutes(61));
        conduct.IsBanned(peer).ShouldBeFalse();
    }

    [Fact]
    public void Forgives_faults_that_lie_far_apart()
    {
        var conduct = Conduct(new ConnectivityLimits { FaultsBeforeBan = 3 });
        for (var fault = 0; fault < 20; fault++)
        {
            conduct.ReportFault(peer).ShouldBeFalse();
            clock.Advance(TimeSpan.FromMinutes(20));
        }

        conduct.IsBanned(peer).ShouldBeFalse();
    }

    private PeerConduct Conduct(ConnectivityLimits limits) => new(Options.Create(limits), clock);
}
