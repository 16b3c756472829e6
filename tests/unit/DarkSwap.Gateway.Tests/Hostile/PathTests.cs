namespace DarkSwap.Gateway.Tests.Hostile;

/// <summary>Paths that mean one thing to whoever checks and another to whoever serves.</summary>
public sealed class PathTests(HostileStack stack) : IClassFixture<HostileStack>
{
    [Theory]
    [InlineData("/api/v1/auth/api-keys")]
    [InlineData("/api/v1/auth/api-keys/")]
    [InlineData("/API/V1/AUTH/API-KEYS")]
    [InlineData("/api/v1/auth/%61pi-keys")]
    [InlineData("/api/v1/orders/../auth/api-keys")]
    [InlineData("/api/v1/orders/%2e%2e/auth/api-keys")]
    [InlineData("/api/v1/orders/%2E./auth/api-keys")]
    [InlineData("/api/v1/orders/..%2fauth/api-keys")]
    [InlineData("/api/v1/orders/..%5cauth/api-keys")]
    [InlineData("/api/v1/orders/..;/auth/api-keys")]
    [InlineData("/api/v1//auth/api-keys")]
    [InlineData("//api/v1/auth/api-keys")]
    [InlineData("/api/v1/auth//api-keys")]
    [InlineData("/api/v1/auth%2fapi-keys")]
    [InlineData("/api/v1/auth/api-keys;x=1")]
    [InlineData("/api/v1/auth/api-keys%20")]
    [InlineData("/api/v1/auth/api-keys%23")]
    [InlineData("/./api/v1/auth/./api-keys")]
    [InlineData("/api/v1/auth/api-keys/%2e")]
    [InlineData("http://localhost/api/v1/auth/api-keys")]
    public async Task No_spelling_gets_around_the_policy_of_an_operation(string path)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Port("gateway"));
        await connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        var (status, body) = await connection.ReceiveAsync();

        // Some of them are the operation, others an order with a strange id: none is the list of keys.
        body.ShouldNotContain("\"keys\"");
        if (status == 200)
        {
            body.ShouldContain("/api/v1/orders/");
        }
        else
        {
            status.ShouldBeOneOf(400, 401, 404);
        }
    }

    [Theory]
    [InlineData("/api/v1/orders/../../../health/live")]
    [InlineData("/api/v1/orders/%2e%2e/%2e%2e/%2e%2e/openapi/v1.json")]
    [InlineData("/api/v1/orders/..%2f..%2f..%2fopenapi%2fv1.json")]
    [InlineData("/api/v1/orders/..%5c..%5c..%5copenapi%5cv1.json")]
    [InlineData("/api/v1/orders/..;/..;/..;/docs")]
    [InlineData("/api/v1/orders/%252e%252e/%252e%252e/trades")]
    [InlineData("/api/v1/orders//trades")]
    [InlineData("/api/v1/orders/http://127.0.0.1:1/")]
    [InlineData("/api/v1/orders/@127.0.0.1:1/")]
    [InlineData("/api/v1/orders/%0d%0aX-Injected:%20yes")]
    public async Task What_reaches_a_service_is_below_the_route_that_led_there(string path)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Port("gateway"));
        await connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        var (status, body) = await connection.ReceiveAsync();

        if (status == 200 && body.Contains("\"path\":\"", StringComparison.Ordinal))
        {
            body.ShouldContain("\"path\":\"/api/v1/orders/");
            body.ShouldNotContain("X-Injected\":");
        }
        else
        {
            // The gateway's own answer to what the path means once it is made plain.
            status.ShouldBeOneOf(200, 400, 404);
        }
    }
}
