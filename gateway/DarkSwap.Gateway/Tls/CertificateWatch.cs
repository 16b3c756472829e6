namespace DarkSwap.Gateway.Tls;

/// <summary>Looks at the files every few seconds: the notices of file systems do not come through links and mounts, which is how certificates are renewed.</summary>
internal sealed partial class CertificateWatch(ServerCertificate certificate, TimeProvider timeProvider, ILogger<CertificateWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Look()
    {
        try
        {
            if (certificate.TryRenew())
            {
                LogRenewed(certificate.Path);
            }
        }
        catch (InvalidDataException exception)
        {
            LogKept(exception.Message);
        }
    }

    [LoggerMessage(EventId = 6011, Level = LogLevel.Information, Message = "New connections use the certificate that {Path} holds now")]
    private partial void LogRenewed(string path);

    [LoggerMessage(EventId = 6012, Level = LogLevel.Error, Message = "The certificate in use is kept: {Reason}")]
    private partial void LogKept(string reason);
}
