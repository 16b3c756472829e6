using System.Runtime.CompilerServices;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>What holds of every accepted input. Cheaper than an assertion of the tests, which takes its arguments apart each time.</summary>
internal static class Expect
{
    internal static void True(bool condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        if (!condition)
        {
            throw new InvalidOperationException($"It does not hold that {text}");
        }
    }
}
