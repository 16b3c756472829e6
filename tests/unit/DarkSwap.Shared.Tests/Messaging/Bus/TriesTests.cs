using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>How often a message is tried: failures of its consumer count, those of its database do not.</summary>
[Collection(RabbitMqFixture.Collection)]
[Trait("Category", "Server")]
public sealed class TriesTests(RabbitMqFixture fixture)
{
    private const int Outages = 3;
    private static readonly int MaximumAttempts = new BusOptions().MaximumAttempts;

    private int tries;

    [Fact]
    public async Task After_an_outage_of_its_database_a_consumer_has_all_of_its_tries_left()
    {
        await using var host = await StartAsync();
        var sample = new SampleDriver(host.Services);
        Fail(sample, failures: MaximumAttempts - 1);

        await sample.SendAsync("a", 1);

        await sample.WaitForEffectsAsync("a", 1);
        tries.ShouldBe(Outages + MaximumAttempts);
        (await sample.CountAsync()).Dead.ShouldBe(0);
    }

    [Fact]
    public async Task Outages_between_failures_do_not_make_more_of_them()
    {
        await using var host = await StartAsync();
        var sample = new SampleDriver(host.Services);
        Fail(sample, failures: int.MaxValue);

        await sample.SendAsync("a", 1);

        await sample.WaitForDeadLetterAsync();
        tries.ShouldBe(Outages + MaximumAttempts);
        await using var context = await sample.CreateContextAsync();
        (await context.DeadLetters.SingleAsync()).Attempts.ShouldBe(MaximumAttempts);
    }

    /// <summary>Every second try of the first ones meets a database that is away, the others fail.</summary>
    private void Fail(SampleDriver sample, int failures) => sample.Faults.ShouldFail = (consumer, _) =>
    {
        if (consumer != nameof(FirstConsumer))
        {
            return false;
        }

        var number = Interlocked.Increment(ref tries);
        return number <= Outages * 2 && number % 2 == 1
            ? throw new NpgsqlException("the database is away", new IOException())
            : number - Math.Min((number + 1) / 2, Outages) <= failures;
    };

    private async Task<ModuleTestHost> StartAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["broker"] = fixture.Server.NewVirtualHost(), ["Bus:FirstBackOff"] = "00:00:00.01", ["Bus:MaximumBackOff"] = "00:00:00.02", ["Bus:DatabaseBackOff"] = "00:00:00.01",
        };
        var host = await ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = settings }, CancellationToken.None);
        await host.WaitForBrokerAsync();
        return host;
    }
}
