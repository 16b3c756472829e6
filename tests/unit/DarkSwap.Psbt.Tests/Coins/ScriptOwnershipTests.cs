using System.Globalization;
using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Psbt.Tests.Coins;

public sealed class ScriptOwnershipTests : IAsyncLifetime
{
    private readonly ManualTimeProvider clock = new();
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<PsbtModule>(
        new ModuleTestHostOptions
        {
            TimeProvider = clock,
            Settings = new Dictionary<string, string?> { ["network"] = "regtest", ["bitcoinRpc"] = "http://user:password@127.0.0.1:1", ["psbt:chain:maximumAttempts"] = "1" },
        },
        CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task What_one_subject_registers_is_no_other_subjects()
    {
        await RegisterAsync("alice", 1);

        (await FindAsync("alice", 1, 2)).ShouldBe([ScriptOf(1)]);
        (await FindAsync("bob", 1, 2)).ShouldBeEmpty();
        (await FindAsync(null, 1, 2)).ShouldBe([ScriptOf(1)]);
    }

    [Fact]
    public async Task A_subject_that_registers_ever_more_loses_what_it_registered_longest_ago()
    {
        await RegisterAsync("bob", 1);
        await RegisterAsync("alice", 1, 2);
        clock.Advance(TimeSpan.FromDays(2));
        await RegisterAsync("alice", 2);
        await RegisterAsync("alice", [.. Enumerable.Range(10, OwnedScripts.MaximumPerSubject - 1)]);

        (await host.UseAsync<PsbtDbContext, int>(context => context.Set<OwnedScript>().CountAsync(script => script.Subject == "alice"))).ShouldBe(OwnedScripts.MaximumPerSubject);
        (await FindAsync("alice", 1, 2)).ShouldBe([ScriptOf(2)]);
        (await FindAsync("bob", 1)).ShouldBe([ScriptOf(1)]);
    }

    private static Script ScriptOf(int number) => Script.Parse("5120" + number.ToString("x64", CultureInfo.InvariantCulture));

    private static string AddressOf(int number)
    {
        BitcoinAddress.TryFromScript(ScriptOf(number), BitcoinNetwork.Regtest, out var address).ShouldBeTrue();
        return address.Text;
    }

    private Task RegisterAsync(string subject, params int[] numbers) => host.DeliverAsync(
        new RegisterScripts
        {
            EventId = Guid.CreateVersion7(clock.GetUtcNow()),
            OccurredAt = clock.GetUtcNow(),
            Registrations = [new(subject, [.. numbers.Select(AddressOf)], [])],
        },
        CancellationToken.None);

    private async Task<IEnumerable<Script>> FindAsync(string? subject, params int[] numbers) =>
        await host.Services.GetRequiredService<OwnedScripts>().FindAsync(numbers.Select(ScriptOf), subject, areFollowedIncluded: true, CancellationToken.None);
}
