namespace DarkSwap.Gateway.Edge;

/// <summary>
/// A process that is told to stop says first that it is not ready, and goes on serving until whoever balances load has seen it; only then does it stop listening.
/// Requests under way are finished after that too, for as long as the host waits.
/// </summary>
internal sealed class Drain(EdgeSettings settings, IHostApplicationLifetime lifetime, TimeProvider timeProvider) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        try
        {
            await Task.Delay(settings.Drain, timeProvider, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Whoever stops the process does not want to wait longer.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
