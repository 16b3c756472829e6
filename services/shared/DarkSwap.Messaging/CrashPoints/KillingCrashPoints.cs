using System.Diagnostics;
using System.Globalization;

namespace DarkSwap.Messaging.CrashPoints;

/// <summary>Kills this process with SIGKILL when a named point is reached for the n-th time. Nothing is flushed or disposed, as in a real crash.</summary>
public sealed class KillingCrashPoints : ICrashPoints
{
    /// <summary><c>name</c> or <c>name:count</c>.</summary>
    public const string EnvironmentVariable = "DARKSWAP_CRASH_AT";

    private readonly string crashName;
    private int remaining;

    private KillingCrashPoints(string crashName, int count)
    {
        this.crashName = crashName;
        remaining = count;
    }

    /// <summary>Reads <see cref="EnvironmentVariable"/>'s value; null or empty means never.</summary>
    public static ICrashPoints Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return NoCrashPoints.Instance;
        }

        var separator = value.LastIndexOf(':');
        if (separator < 0)
        {
            return new KillingCrashPoints(value, 1);
        }

        return int.TryParse(value.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? new KillingCrashPoints(value[..separator], count)
            : throw new FormatException($"{EnvironmentVariable} is a name or name:count, not '{value}'");
    }

    public void Reached(string name)
    {
        if (string.Equals(name, crashName, StringComparison.Ordinal) && Interlocked.Decrement(ref remaining) == 0)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            self.WaitForExit();
        }
    }
}
