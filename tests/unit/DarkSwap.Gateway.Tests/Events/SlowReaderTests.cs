using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Events;

public sealed class SlowReaderTests
{
    [Fact]
    public async Task A_reader_that_takes_nothing_loses_its_place_to_another()
    {
        var options = new ModuleTestHostOptions { Settings = { ["gateway:Events:MaximumStreams"] = "1", ["gateway:Events:WriteTimeout"] = "00:00:01" } };
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(new IPEndPoint(IPAddress.Loopback, host.BaseAddress.Port));
        await slow.SendAsync(Encoding.ASCII.GetBytes("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        await slow.ReceiveAsync(new byte[16]);
        (await StatusOfAnotherAsync(host)).ShouldBe(HttpStatusCode.ServiceUnavailable);

        // More than every buffer between the two can hold.
        for (var number = 0; number < 100; number++)
        {
            await host.DeliverAsync(SampleEvents.OrderOpened(new string('x', 100_000)), CancellationToken.None);
        }

        await Eventually.HoldsAsync(async () => await StatusOfAnotherAsync(host) == HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> StatusOfAnotherAsync(ModuleTestHost host)
    {
        using var response = await host.Anonymous.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
