using System.Globalization;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Testing.Hosting;

/// <summary>What a host has told last, from warnings up, for the messages of tests that fail.</summary>
public sealed class RecentLog : ILoggerProvider
{
    private const int MaximumLines = 50;
    private readonly Queue<string> lines = new();

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public string Describe()
    {
        lock (lines)
        {
            return string.Join('\n', lines);
        }
    }

    public void Dispose()
    {
    }

    private void Add(string line)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > MaximumLines)
            {
                lines.Dequeue();
            }
        }
    }

    private sealed class Writer(RecentLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var time = TimeProvider.System.GetUtcNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
                log.Add($"{time} {logLevel} {category}: {formatter(state, exception)}{(exception is null ? string.Empty : $"\n{exception}")}");
            }
        }
    }
}
