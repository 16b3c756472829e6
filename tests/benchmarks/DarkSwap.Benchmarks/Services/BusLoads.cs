using DarkSwap.Contracts.Orders;

namespace DarkSwap.Benchmarks.Services;

/// <summary>Events from the outbox to consumed, a message each and many in one, beside the broker alone with as many messages as events, and with the bodies of many.</summary>
internal sealed class BusLoads(ServicesStage stage, OrderOpened sample)
{
    private const int WarmUps = 2;
    private const int LoneEvents = 2_000;
    private const int Batches = 256;

    public async Task MeasureAsync(int rounds, ServicesReport report, CancellationToken cancellationToken)
    {
        var bus = new BusThroughput(stage, sample);
        var results = await Turns.TakeAsync(
            WarmUps,
            rounds,
            () => RawBroker.MeasureAsync(stage.RawBroker, bus.LoneBody, LoneEvents, 1, cancellationToken),
            () => bus.MeasureLoneAsync(LoneEvents, cancellationToken),
            () => bus.MeasureBatchesAsync(Batches, cancellationToken),
            () => RawBroker.MeasureAsync(stage.RawBroker, bus.BatchBody, Batches, BusThroughput.EventsPerBatch, cancellationToken));
        report.Add("events, a message each, raw RabbitMQ", results[0]);
        report.Add("events, a message each, outbox to consumed", results[1], results[0]);
        report.Add($"events, {BusThroughput.EventsPerBatch} a message, outbox to consumed", results[2], results[0], aim: 0.5);
        report.Add($"events, {BusThroughput.EventsPerBatch} a message as mere bytes, raw RabbitMQ", results[3], results[0]);
        report.Add("the last but one beside the last", results[2], results[3]);
    }
}
