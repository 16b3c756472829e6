using System.Reflection;
using System.Text;
using DarkSwap.Contracts;

namespace DarkSwap.Messaging.Delivery;

/// <summary>One consumer of one service.</summary>
public sealed record ConsumerDescription(string Service, Type ConsumerType, IReadOnlyList<Type> MessageTypes)
{
    private const string Suffix = "Consumer";

    /// <summary>What it goes by as a recipient.</summary>
    public string Name => ConsumerDirectory.NameOf(ConsumerType);

    /// <summary>For example <c>darkswap.trade.coins-locked</c>. A class that is renamed gets a new queue, and the old one stays behind.</summary>
    public string Queue => $"darkswap.{Service}.{ConsumerType.GetCustomAttribute<SharedQueueAttribute>()?.Name ?? ToKebab(ConsumerType.Name)}";

    public bool SharesCommits => ConsumerType.IsDefined(typeof(SharesCommitsAttribute), inherit: false);

    /// <summary>Whether it answers questions; otherwise it takes messages of outboxes.</summary>
    /// <exception cref="InvalidOperationException">It does both, which no queue can serve.</exception>
    public bool Answers()
    {
        var messages = MessageTypes.Count(type => typeof(IMessage).IsAssignableFrom(type));
        return messages == 0 || (messages == MessageTypes.Count ? false : throw new InvalidOperationException($"{ConsumerType} takes messages and answers questions: make two consumers of it."));
    }

    private static string ToKebab(string name)
    {
        var words = name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : name;
        var text = new StringBuilder(words.Length + 8);
        foreach (var letter in words)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
