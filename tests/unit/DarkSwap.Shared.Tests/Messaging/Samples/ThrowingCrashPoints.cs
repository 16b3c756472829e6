using DarkSwap.Messaging.CrashPoints;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <summary>Throws where a process would die: what ran before is done, what comes after never happens.</summary>
public sealed class ThrowingCrashPoints : ICrashPoints
{
    public string? CrashAt { get; set; }

    public void Reached(string name)
    {
        if (name == CrashAt)
        {
            CrashAt = null;
            throw new CrashException(name);
        }
    }

    public sealed class CrashException(string name) : Exception(name);
}
