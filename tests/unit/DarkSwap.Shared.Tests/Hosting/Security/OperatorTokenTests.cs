using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using DarkSwap.Hosting.Security;
using DarkSwap.Primitives;
using DarkSwap.Shared.Tests.Hosting.Samples;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Hosting.Security;

[UnsupportedOSPlatform("windows")]
public sealed class OperatorTokenTests
{
    [Fact]
    public void The_file_is_readable_by_its_user_alone()
    {
        using var folder = new TemporaryFolder();

        var token = OperatorToken.LoadOrCreate(folder.Path, SystemRandomSource.Instance);

        File.GetUnixFileMode(token.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(token.Path).Trim().Length.ShouldBe(64);
    }

    [Fact]
    public void A_file_that_others_could_read_is_closed_again()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(OperatorToken.FileName), new string('a', 64));
        File.SetUnixFileMode(folder.File(OperatorToken.FileName), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var token = OperatorToken.LoadOrCreate(folder.Path, SystemRandomSource.Instance);

        File.GetUnixFileMode(token.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void The_token_survives_a_restart()
    {
        using var folder = new TemporaryFolder();
        var value = File.ReadAllText(OperatorToken.LoadOrCreate(folder.Path, SystemRandomSource.Instance).Path).Trim();

        OperatorToken.LoadOrCreate(folder.Path, SystemRandomSource.Instance).Equals(value).ShouldBeTrue();
    }

    [Fact]
    public void A_file_without_a_token_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(OperatorToken.FileName), "short\n");

        Should.Throw<InvalidOperationException>(() => OperatorToken.LoadOrCreate(folder.Path, SystemRandomSource.Instance));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer 0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("Basic b3BlcmF0b3I6")]
    public async Task A_write_without_the_token_is_401(string? header)
    {
        await using var host = await ModuleTestHost.StartAsync<WebModule>(CancellationToken.None);
        using var request = new HttpRequestMessage(HttpMethod.Post, "things") { Content = JsonContent.Create(new { Name = "a" }) };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using var response = await host.Anonymous.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe(header is null ? "Bearer" : "Bearer error=\"invalid_token\"");
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe("urn:darkswap:problem:unauthorized");
    }
}
