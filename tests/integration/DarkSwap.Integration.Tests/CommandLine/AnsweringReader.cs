namespace DarkSwap.Integration.Tests.CommandLine;

/// <summary>Standard input of somebody who signs whatever message was just shown on standard error.</summary>
/// <param name="signAsync">The wallet.</param>
internal sealed class AnsweringReader(Func<string, Task<string>> signAsync) : TextReader
{
    public StringWriter Questions { get; } = new();

    public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        await signAsync(Questions.ToString().TrimEnd().Split('\n')[^1].TrimEnd());
}
