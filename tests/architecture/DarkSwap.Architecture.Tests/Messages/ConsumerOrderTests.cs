using DarkSwap.Gateway;
using DarkSwap.Hosting.Modules;
using DarkSwap.Orderbook;
using DarkSwap.Psbt;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace DarkSwap.Architecture.Tests.Messages;

public sealed class ConsumerOrderTests
{
    private static readonly IReadOnlyList<ModuleRegistration> Modules = [ModuleRegistration.Of<GatewayModule>(), ModuleRegistration.Of<PsbtModule>(), ModuleRegistration.Of<OrderbookModule>()];

    /// <summary>Two hosts get the same messages: one as they were sent, the other as a broker may hand them over.</summary>
    [Fact]
    public async Task Messages_that_come_twice_late_and_mixed_up_leave_the_same_behind_as_in_order()
    {
        using var orderly = new TemporaryFolder();
        using var disorderly = new TemporaryFolder();
        await using var first = await StartAsync(orderly);
        await using var second = await StartAsync(disorderly);

        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var sent = new RandomTraffic(random, new ManualTimeProvider().GetUtcNow()).Make();
            DeliverAsync(first, sent.Select(entry => entry.Message)).GetAwaiter().GetResult();
            DeliverAsync(second, MessageSchedule.Of(sent, random)).GetAwaiter().GetResult();
            FinalState.Read(disorderly.Path).ShouldBe(FinalState.Read(orderly.Path));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

        FinalState.Read(orderly.Path).Count.ShouldBeGreaterThan(50);
    }

    private static Task<ModuleTestHost> StartAsync(TemporaryFolder folder) => ModuleTestHost.StartAsync(
        Modules, new ModuleTestHostOptions { DataFolder = folder.Path, TimeProvider = new ManualTimeProvider() }, CancellationToken.None);

    private static async Task DeliverAsync(ModuleTestHost host, IEnumerable<Contracts.IMessage> messages)
    {
        foreach (var message in messages)
        {
            await host.DeliverAsync(message, CancellationToken.None);
        }
    }
}
