using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>Sockets with nothing above them, or with an SslStream that proves both ends: what the same machine can do at most.</summary>
internal sealed class BareEndpoint(bool isSecured) : IEndpoint
{
    private static readonly SslApplicationProtocol Protocol = new("libp2p");
    private readonly SslStreamCertificateContext certificate = CreateCertificate();
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource ending = new();
    private readonly List<Stream> idle = [];
    private readonly List<Task> tasks = [];
    private Stream? connection;

    public Task<string> ListenAsync(CancellationToken cancellationToken)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        tasks.Add(AcceptAsync(ending.Token));
        return Task.FromResult(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
    }

    public async Task ConnectAsync(string address, CancellationToken cancellationToken) => connection = await DialAsync(address, cancellationToken);

    public Task<TResult> WithStreamAsync<TResult>(Func<Stream, Task<TResult>> action, CancellationToken cancellationToken) => action(connection!);

    public async Task DialOnceAsync(string address, CancellationToken cancellationToken) => await (await DialAsync(address, cancellationToken)).DisposeAsync();

    public async Task AddIdleAsync(string address, CancellationToken cancellationToken) => idle.Add(await DialAsync(address, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        foreach (var stream in idle.Append(connection))
        {
            await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await Task.WhenAll(tasks);
    }

    private async Task<Stream> DialAsync(string address, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, int.Parse(address, CultureInfo.InvariantCulture), cancellationToken);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (!isSecured)
        {
            return stream;
        }

        var secured = new SslStream(stream);
        await secured.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = string.Empty,
                ClientCertificateContext = certificate,
                ApplicationProtocols = [Protocol],
                EnabledSslProtocols = SslProtocols.Tls13,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
                AllowTlsResume = false,
            },
            cancellationToken);
        return secured;
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(cancellationToken);
                socket.NoDelay = true;
                tasks.Add(Task.Run(() => ServeAsync(new NetworkStream(socket, ownsSocket: true), cancellationToken), cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await using var served = isSecured ? await SecureAsync(stream, cancellationToken) : stream;
            await BenchmarkProtocol.ServeAsync(served, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The other end has gone, or the measurement is over.
        }
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate,
                ClientCertificateRequired = true,
                ApplicationProtocols = [Protocol],
                EnabledSslProtocols = SslProtocols.Tls13,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
                AllowTlsResume = false,
            },
            cancellationToken);
        return secured;
    }

    private static SslStreamCertificateContext CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = new CertificateRequest("CN=benchmark", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
    }
}
