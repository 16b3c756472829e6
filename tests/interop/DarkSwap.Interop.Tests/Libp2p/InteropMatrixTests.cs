using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>Every transport with every security, muxer and kind of key, with js-libp2p as listener and as dialer.</summary>
[Collection(JsCollection.Name)]
[Trait("Category", "Server")]
public sealed class InteropMatrixTests(JsProcess process, InteropTable table) : IClassFixture<InteropTable>, IAsyncLifetime
{
    private const int EchoLength = 200_000;
    private const string Ed25519 = "Ed25519";
    private const string Secp256k1 = "secp256k1";
    private const string Rsa = "RSA";

    /// <summary>A transport is added to the matrix by its address here; both ends listen on all of them.</summary>
    private static readonly string[] Transports = [JsNodeOptions.Tcp, JsNodeOptions.WebSocket];
    private static readonly string[] Securities = [JsNodeOptions.Noise, JsNodeOptions.Tls];
    private readonly CancellationTokenSource limit = Patience.Limit();
    private InteropHost? host;

    public static IEnumerable<object[]> Rows() =>
        from row in AllRows()
        from weDial in new[] { false, true }
        select new object[] { row, weDial };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        limit.Dispose();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Both_ends_meet_and_talk(InteropRow row, bool weDial)
    {
        host = await InteropHost.StartAsync(
            row.OurKey == Secp256k1 ? PrivateKey.GenerateSecp256k1(SystemRandomSource.Instance) : PrivateKey.Generate(SystemRandomSource.Instance),
            process.Authority,
            limit.Token);
        var node = await process.ShareNodeAsync(new JsNodeOptions { Securities = row.Security, Muxers = row.Muxers, Key = row.Key }, limit.Token);
        if (weDial)
        {
            await host.Host.DialAsync(InteropHost.Matching(node.Addresses, row.Transport), limit.Token);
        }
        else
        {
            await node.RunAsync("dial", new { address = host.AddressFor(row.Transport).ToString() }, limit.Token);
        }

        table.Note(row, weDial, await TalkAsync(host, node, row));
    }

    /// <summary>Identify, ping and echo, each both ways; returns the muxer that js says was chosen.</summary>
    private async Task<string> TalkAsync(InteropHost ours, JsNode node, InteropRow row)
    {
        var us = ours.PeerId.ToString();
        var seen = await node.WaitForAsync("identified", item => item.GetProperty("peer").GetString() == us, limit.Token);
        seen.GetProperty("encryption").GetString().ShouldBe(row.Security);
        row.Muxers.Split(' ').ShouldContain(seen.GetProperty("multiplexer").GetString());
        seen.GetProperty("signed").EnumerateArray().Select(item => item.GetString()).ShouldContain(ours.Host.ListenAddresses[0].ToString());
        var information = await ours.WaitIdentifiedAsync(node.PeerId, limit.Token);
        information.SignedRecord.ShouldNotBeNull().PeerId.ShouldBe(node.PeerId);
        await node.RunAsync("ping", new { peer = us }, limit.Token);
        (await ours.Host.PingAsync(node.PeerId, limit.Token)).ShouldBeGreaterThan(TimeSpan.Zero);
        (await node.RunAsync("echo", new { peer = us, length = EchoLength }, limit.Token)).GetProperty("matches").GetBoolean().ShouldBeTrue();
        await ours.EchoAsync(node.PeerId, EchoLength, limit.Token);
        return seen.GetProperty("multiplexer").GetString()!.Split('/')[1];
    }

    private static IEnumerable<InteropRow> AllRows()
    {
        foreach (var transport in Transports)
        {
            foreach (var security in Securities)
            {
                foreach (var muxers in new[] { JsNodeOptions.Yamux, JsNodeOptions.Mplex })
                {
                    foreach (var key in new[] { Ed25519, Secp256k1, Rsa })
                    {
                        yield return new InteropRow { Transport = transport, Security = security, Muxers = muxers, Key = key };
                    }
                }
            }
        }

        foreach (var security in Securities)
        {
            yield return new InteropRow { Transport = JsNodeOptions.Tcp, Security = security, Muxers = JsNodeOptions.Yamux, Key = Ed25519, OurKey = Secp256k1 };

            // Above the WebSocket nothing differs from one without TLS: one kind of key tells as much as three.
            yield return new InteropRow { Transport = JsNodeOptions.SecureWebSocket, Security = security, Muxers = JsNodeOptions.Yamux, Key = Ed25519 };
            yield return new InteropRow { Transport = JsNodeOptions.SecureWebSocket, Security = security, Muxers = JsNodeOptions.Mplex, Key = Ed25519 };

            // We prefer yamux: with the second, both ends have both and want different ones.
            yield return new InteropRow { Transport = JsNodeOptions.Tcp, Security = security, Muxers = $"{JsNodeOptions.Yamux} {JsNodeOptions.Mplex}", Key = Ed25519 };
            yield return new InteropRow { Transport = JsNodeOptions.Tcp, Security = security, Muxers = $"{JsNodeOptions.Mplex} {JsNodeOptions.Yamux}", Key = Ed25519 };
        }
    }
}
