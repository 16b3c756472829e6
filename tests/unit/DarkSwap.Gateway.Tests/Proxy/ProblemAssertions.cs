using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DarkSwap.Gateway.Tests.Proxy;

internal static class ProblemAssertions
{
    public static async Task<JsonElement> IsAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        using (response)
        {
            response.StatusCode.ShouldBe(status);
            response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            problem.GetProperty("type").GetString().ShouldBe($"urn:darkswap:problem:{type}");
            return problem;
        }
    }
}
