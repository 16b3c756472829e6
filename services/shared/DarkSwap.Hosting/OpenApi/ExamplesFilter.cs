using System.Globalization;
using System.Text.Json.Nodes;
using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Gives every parameter, body and answer an example.</summary>
internal sealed class ExamplesFilter : IDocumentFilter
{
    private const string ProblemMediaType = "application/problem+json";
    private const string EventsMediaType = "text/event-stream";
    private const string EventsExample = "retry: 2000\nid: 1841\n\nid: 1842\nevent: orderClosed\ndata: {\"occurredAt\":\"2026-11-22T12:20:00Z\",\"orderId\":\"3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a\"}\n\n";

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var builder = new ExampleBuilder(context.SchemaRepository.Schemas);
        foreach (var operation in swaggerDoc.Paths.Values.SelectMany(path => path.Operations ?? []).Select(pair => pair.Value))
        {
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                parameter.Example ??= builder.OfParameter(parameter);
            }

            foreach (var media in (operation.RequestBody?.Content?.Values ?? []).OfType<OpenApiMediaType>())
            {
                media.Example ??= builder.Of(media.Schema!);
            }

            foreach (var (status, response) in operation.Responses ?? [])
            {
                Complete(int.Parse(status, CultureInfo.InvariantCulture), response, builder);
            }
        }
    }

    private static void Complete(int status, IOpenApiResponse response, ExampleBuilder builder)
    {
        foreach (var (mediaType, content) in response.Content ?? new Dictionary<string, IOpenApiMediaType>())
        {
            if (content is OpenApiMediaType media)
            {
                media.Example ??= mediaType switch
                {
                    ProblemMediaType => ProblemOf(status),
                    EventsMediaType => JsonValue.Create(EventsExample),
                    _ => builder.Of(media.Schema!),
                };
            }
        }
    }

    private static JsonObject ProblemOf(int status)
    {
        var problem = new JsonObject
        {
            ["type"] = status == 400 ? ProblemTypes.Validation : ProblemTypes.OfStatus(status),
            ["title"] = status == 400 ? RequestFaults.ValidationTitle : ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
        };
        if (status == 400)
        {
            problem["errors"] = new JsonObject { ["limit"] = new JsonArray("is 1 to 1000") };
        }

        return problem;
    }
}
