using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.DeadLetters;

public sealed class DeadLettersInProcessTests : DeadLetterTests
{
    protected override Task<ModuleTestHost> StartAsync() =>
        ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = new() { ["sample:Outbox:MaximumAttempts"] = "2" } }, CancellationToken.None);
}
