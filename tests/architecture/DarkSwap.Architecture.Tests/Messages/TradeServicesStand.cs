using DarkSwap.Gateway;
using DarkSwap.Hosting.Modules;
using DarkSwap.Psbt;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>The gateway's event log and the psbt service, whose consumers need nobody else.</summary>
internal sealed class TradeServicesStand : ConsumerStand
{
    private static readonly IReadOnlyList<ModuleRegistration> Modules = [ModuleRegistration.Of<GatewayModule>(), ModuleRegistration.Of<PsbtModule>()];
    private ModuleTestHost? host;

    protected override ModuleTestHost Host => host!;

    public override async Task StartAsync() => host = await ModuleTestHost.StartAsync(
        Modules,
        new ModuleTestHostOptions
        {
            DataFolder = Folder.Path,
            TimeProvider = new ManualTimeProvider(),
            Settings = new Dictionary<string, string?> { ["network"] = "regtest", ["bitcoinRpc"] = "http://user:password@127.0.0.1:1", ["psbt:chain:maximumAttempts"] = "1" },
        },
        CancellationToken.None);

    public override IReadOnlyList<IReadOnlyList<SentMessage>> MakeTraffic(int seed) => [new TradeTraffic(new Random(seed), new ManualTimeProvider().GetUtcNow()).Make()];

    public override Task<IReadOnlyList<string>> ReadStateAsync() => Task.FromResult(FinalState.Read(Folder.Path));
}
