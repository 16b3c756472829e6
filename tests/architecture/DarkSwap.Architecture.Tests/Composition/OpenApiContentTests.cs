using System.Text.Json;
using DarkSwap.Testing;

namespace DarkSwap.Architecture.Tests.Composition;

/// <summary>What the public API's document owes to whoever reads it and to the SDKs that are made of it.</summary>
public sealed class OpenApiContentTests
{
    private const string Missing = "(no example)";

    private static readonly JsonElement Document =
        JsonDocument.Parse(File.ReadAllText(RepositoryFolder.File("contracts", "openapi", "darkswap-v1.json"))).RootElement;

    private static readonly IReadOnlyList<(string Name, JsonElement Element)> Operations =
    [
        .. from path in Document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select ($"{operation.Name} {path.Name}", operation.Value),
    ];

    public static TheoryData<string> Names => [.. Operations.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_has_an_id_a_summary_and_one_tag(string name)
    {
        var operation = Find(name);

        operation.GetProperty("operationId").GetString().ShouldNotBeNullOrEmpty();
        operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
        operation.GetProperty("tags").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_body_and_answer_has_an_example(string name)
    {
        var operation = Find(name);
        var described = ParametersOf(operation).Select(parameter => ($"parameter {parameter.GetProperty("name").GetString()}", parameter))
            .Concat(operation.TryGetProperty("requestBody", out var body) ? MediaOf("body", body) : [])
            .Concat(operation.GetProperty("responses").EnumerateObject().SelectMany(response => MediaOf(response.Name, response.Value)))
            .ToList();

        described.Where(part => !part.Item2.TryGetProperty("example", out _)).Select(part => part.Item1).ShouldBeEmpty();
        described.Where(part => part.Item2.GetRawText().Contains(Missing, StringComparison.Ordinal)).Select(part => part.Item1)
            .ShouldBeEmpty("a field needs a value in DarkSwap.Hosting/OpenApi/examples.json, or [Example] on it");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_answer_that_the_host_gives_is_documented(string name)
    {
        var operation = Find(name);
        var statuses = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToList();

        statuses.ShouldContain(status => status.StartsWith('2'));
        statuses.ShouldContain("500");
        if (ParametersOf(operation).Count > 0)
        {
            statuses.ShouldContain("400");
        }

        if (operation.TryGetProperty("requestBody", out _))
        {
            statuses.ShouldContain("400");
            statuses.ShouldContain("413");
            statuses.ShouldContain("415");
        }

        if (operation.TryGetProperty("security", out _))
        {
            statuses.ShouldContain("401");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_refusal_is_problem_details(string name)
    {
        var refusals = Find(name).GetProperty("responses").EnumerateObject().Where(response => response.Name[0] is '4' or '5').ToList();

        refusals.ShouldNotBeEmpty();
        refusals.Where(response => !response.Value.GetProperty("content").TryGetProperty("application/problem+json", out _)).Select(response => response.Name).ShouldBeEmpty();
    }

    [Fact]
    public void No_number_of_the_api_is_a_floating_point_amount()
    {
        var floating = from schema in Document.GetProperty("components").GetProperty("schemas").EnumerateObject()
                       where schema.Value.TryGetProperty("properties", out _)
                       from property in schema.Value.GetProperty("properties").EnumerateObject()
                       where property.Value.TryGetProperty("type", out var type) && type.GetString() == "number"
                       select $"{schema.Name}.{property.Name}";

        floating.ShouldBe(["AddressResponse.progress"], "a share of work done is the only fraction");
    }

    private static JsonElement Find(string name) => Operations.Single(operation => operation.Name == name).Element;

    private static List<JsonElement> ParametersOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    private static IEnumerable<(string, JsonElement)> MediaOf(string name, JsonElement holder) =>
        holder.TryGetProperty("content", out var content) ? content.EnumerateObject().Select(media => ($"{name} as {media.Name}", media.Value)) : [];
}
