using DarkSwap.Contracts.Orders;

namespace DarkSwap.Benchmarks.Services;

/// <summary>Events from the outbox to consumed, beside the broker alone with the same bodies.</summary>
internal sealed class BusLoads(ServicesStage stage, OrderOpened sample)
{
    private const int WarmUps = 1;
    private const int LoneEvents = 2_000;
    private const int Batches = 64;

    public async Task MeasureAsync(int rounds, ServicesReport report, CancellationToken cancellationToken)
    {
        var bus = new BusThroughput(stage, sample);
        var lone = await Turns.TakeAsync(
            WarmUps,
            rounds,
            () => RawBroker.MeasureAsync(stage.RawBroker, bus.LoneBody, LoneEvents, 1, cancellationToken),
            () => bus.MeasureLoneAsync(LoneEvents, cancellationToken));
        report.Add("events, a message each, raw RabbitMQ", lone[0]);
        report.Add("events, a message each, outbox to consumed", lone[1], lone[0]);
        var batched = await Turns.TakeAsync(
            WarmUps,
            rounds,
            () => RawBroker.MeasureAsync(stage.RawBroker, bus.BatchBody, Batches, BusThroughput.EventsPerBatch, cancellationToken),
            () => bus.MeasureBatchesAsync(Batches, cancellationToken));
        report.Add($"events, {BusThroughput.EventsPerBatch} a message, raw RabbitMQ", batched[0]);
        report.Add($"events, {BusThroughput.EventsPerBatch} a message, outbox to consumed", batched[1], batched[0], aim: 0.5);
    }
}
