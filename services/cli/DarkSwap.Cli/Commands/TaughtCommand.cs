using System.CommandLine;

namespace DarkSwap.Cli.Commands;

/// <summary>A command whose help goes on after the options.</summary>
/// <param name="lesson">Text below the options: how it works, and examples.</param>
internal sealed class TaughtCommand(string name, string description, string lesson) : Command(name, description)
{
    public string Lesson { get; } = lesson;
}
