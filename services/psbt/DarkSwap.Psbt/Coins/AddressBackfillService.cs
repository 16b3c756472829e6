using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Coins;

/// <summary>Runs the look-up whenever an address was registered, and tells how far it has come.</summary>
public sealed partial class AddressBackfillService(
    AddressBackfill backfill, AddressBook book, BackfillSignal signal, TimeProvider timeProvider, ILogger<AddressBackfillService> logger) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isDone = await TryRunAsync(stoppingToken);
            await signal.WaitAsync(isDone ? Longest : BeforeAgain, timeProvider, stoppingToken);
        }
    }

    private async Task<bool> TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            book.BackfillProgress = 0;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var progress = ReportProgressAsync(ended.Token);
            try
            {
                return await backfill.RunAsync(cancellationToken);
            }
            finally
            {
                await ended.CancelAsync();
                await progress;
            }
        }
        catch (ChainSourceException fault)
        {
            LogNodeFault(fault.Message);
            return false;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure);
            return false;
        }
    }

    private async Task ReportProgressAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BeforeAgain, timeProvider, cancellationToken);
                book.BackfillProgress = await backfill.GetProgressAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The look-up has ended.
        }
        catch (ChainSourceException)
        {
            // The look-up itself will say so.
        }
    }

    [LoggerMessage(EventId = 2550, Level = LogLevel.Warning, Message = "Looking up coins of registered addresses waits for the Bitcoin node: {Reason}")]
    private partial void LogNodeFault(string reason);

    [LoggerMessage(EventId = 2551, Level = LogLevel.Warning, Message = "Looking up coins of registered addresses is tried again")]
    private partial void LogFailed(Exception failure);
}
