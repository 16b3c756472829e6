using System.Globalization;

namespace DarkSwap.Sdk.Signing;

/// <summary>Collects what differs between what was asked for and what is to be signed.</summary>
internal sealed class Differences
{
    private readonly List<string> found = [];

    public void Compare<TValue>(string field, TValue expected, TValue actual)
    {
        if (!EqualityComparer<TValue>.Default.Equals(expected, actual))
        {
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{field} is '{actual}' and not '{expected}'"));
        }
    }

    public void Add(string sentence) => found.Add(sentence);

    public void ThrowIfAny(string reason)
    {
        if (found.Count > 0)
        {
            throw new RefusedToSignException(reason, found);
        }
    }
}
