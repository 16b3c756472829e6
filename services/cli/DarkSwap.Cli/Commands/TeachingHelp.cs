using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DarkSwap.Cli.Commands;

/// <summary>The usual help, and below it what the command teaches.</summary>
internal sealed class TeachingHelp(HelpAction usual, string rootLesson) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var lesson = parseResult.CommandResult.Command switch
        {
            TaughtCommand taught => taught.Lesson,
            RootCommand => rootLesson,
            _ => null,
        };
        if (lesson is not null)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(lesson);
        }

        return 0;
    }
}
