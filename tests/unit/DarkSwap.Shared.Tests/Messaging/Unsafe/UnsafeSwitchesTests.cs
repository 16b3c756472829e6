using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.Options;

namespace DarkSwap.Shared.Tests.Messaging.Unsafe;

/// <summary>What outbox and inbox are good for, shown by leaving them out.</summary>
public sealed class UnsafeSwitchesTests
{
    [Fact]
    public async Task Without_an_outbox_a_message_that_fails_once_is_lost()
    {
        await using var host = await StartAsync("unsafe_without_outbox");
        var sample = new SampleDriver(host.Services);
        sample.Faults.ShouldFail = (_, message) => message.Number == 1;

        await sample.SendAsync("a", 1);
        await sample.SendAsync("a", 2);

        await sample.WaitForEffectsAsync("a", 1);
        (await sample.EffectsAsync("a")).ShouldBe([(2, 1)]);
        (await sample.IsEmptyAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_an_inbox_a_message_that_comes_twice_is_applied_twice()
    {
        await using var host = await StartAsync("unsafe_without_inbox");
        var sample = new SampleDriver(host.Services);
        var message = new SampleHappened { EventId = Guid.Parse("01976a00-0000-7000-8000-000000000002"), OccurredAt = DateTimeOffset.UnixEpoch, Aggregate = "a", Number = 1 };

        await host.DeliverAsync(message, CancellationToken.None);
        await host.DeliverAsync(message, CancellationToken.None);

        (await sample.EffectsAsync("a")).ShouldBe([(1, 2)]);
    }

    [Theory]
    [InlineData("unsafe_without_outbox")]
    [InlineData("unsafe_without_inbox")]
    public async Task Mainnet_refuses_them(string key)
    {
        var refusal = await Should.ThrowAsync<OptionsValidationException>(() => ModuleTestHost.StartAsync<SampleModule>(
            new ModuleTestHostOptions { Settings = new() { [key] = "1", ["network"] = "mainnet" } }, CancellationToken.None));

        refusal.Message.ShouldContain("refused on mainnet");
    }

    private static Task<ModuleTestHost> StartAsync(string key) =>
        ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = new() { [key] = "1" } }, CancellationToken.None);
}
