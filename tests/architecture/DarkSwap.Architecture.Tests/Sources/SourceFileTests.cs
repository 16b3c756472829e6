using System.Text.RegularExpressions;

namespace DarkSwap.Architecture.Tests.Sources;

public sealed partial class SourceFileTests
{
    private const int MaximumLines = 300;

    /// <summary>Files that are longer for a reason, each with it.</summary>
    private static readonly Dictionary<string, string> Longer = [];

    [Fact]
    public void No_file_of_a_product_is_longer_than_a_few_screens() =>
        SourceFile.All
            .Where(file => file.IsProduct && file.Lines.Length > MaximumLines && !Longer.ContainsKey(file.Path))
            .Select(file => $"{file.Path}: {file.Lines.Length} lines")
            .ShouldBeEmpty();

    [Fact]
    public void No_exception_outlives_its_reason() =>
        Longer.Keys.Except(SourceFile.All.Where(file => file.Lines.Length > MaximumLines).Select(file => file.Path)).ShouldBeEmpty();

    [Fact]
    public void No_file_is_named_after_nothing() =>
        SourceFile.All.Where(file => NameWithoutSubject().IsMatch(file.Name)).Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void A_file_of_a_product_has_one_public_type() =>
        SourceFile.All
            .Where(file => file.IsProduct && file.Lines.Where(line => PublicType().IsMatch(line)).Select(line => PublicType().Match(line).Groups[1].Value).Distinct().Count() > 1)
            .Select(file => file.Path)
            .ShouldBeEmpty();

    [Fact]
    public void A_folder_is_a_namespace() =>
        SourceFile.All
            .Where(file => file.Lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal)) is { } line && !FitsFolder(file, line))
            .Select(file => file.Path)
            .ShouldBeEmpty();

    [Fact]
    public void No_test_is_skipped() =>
        SourceFile.All.Where(file => file.Lines.Any(line => SkippedTest().IsMatch(line))).Select(file => file.Path).ShouldBeEmpty();

    private static bool FitsFolder(SourceFile file, string line)
    {
        var parts = file.Path.Split('/');
        var project = Array.FindIndex(parts, part => part.StartsWith("DarkSwap.", StringComparison.Ordinal));
        return project < 0 || line == $"namespace {string.Join('.', parts[project..^1])};";
    }

    [GeneratedRegex("^(Utils?|Utilities|Helpers?|Extensions|Common|Misc|Shared|Constants)$|(Utils?|Utilities|Helpers?)$")]
    private static partial Regex NameWithoutSubject();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|ref|partial|unsafe) )*(?:class|record struct|record|struct|interface|enum|delegate) (\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\[(Fact|Theory|Property)\(.*Skip\s*=")]
    private static partial Regex SkippedTest();
}
