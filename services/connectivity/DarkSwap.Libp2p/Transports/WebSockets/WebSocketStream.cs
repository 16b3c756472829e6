using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>Bytes over a WebSocket: every write is one binary message, and where messages end means nothing to the reader (libp2p/specs websockets).</summary>
/// <remarks>One reader and one writer at a time. A read that is cancelled ends the connection.</remarks>
internal sealed class WebSocketStream(WebSocket socket, Stream inner, TimeProvider timeProvider) : DuplexStream
{
    /// <summary>How long a closing frame may take to leave.</summary>
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(1);

    private volatile bool hasEnded;
    private volatile bool isWriting;
    private int isDisposed;

    internal static WebSocketStream Create(Stream stream, bool isServer, TimeProvider timeProvider)
    {
        // The muxer has its own keep-alive, and compressing what is encrypted gains nothing.
        var options = new WebSocketCreationOptions { IsServer = isServer, KeepAliveInterval = TimeSpan.Zero };
        return new WebSocketStream(WebSocket.CreateFromStream(stream, options), stream, timeProvider);
    }

    /// <summary>0 once the peer has closed. An empty buffer waits for data without taking it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!hasEnded)
        {
            try
            {
                var result = await socket.ReceiveAsync(buffer, cancellationToken);
                hasEnded = result.MessageType == WebSocketMessageType.Close;
                if (result.MessageType == WebSocketMessageType.Text)
                {
                    throw new PeerProtocolException("A WebSocket of libp2p carries binary messages only.");
                }

                if (!hasEnded && (result.Count > 0 || buffer.IsEmpty))
                {
                    return result.Count;
                }
            }
            catch (WebSocketException exception) when (exception.WebSocketErrorCode == WebSocketError.ConnectionClosedPrematurely)
            {
                // Gone without a closing frame. What is carried inside proves by itself whether it was whole.
                hasEnded = true;
            }
            catch (Exception exception) when (IsLoss(exception, cancellationToken))
            {
                throw new IOException($"The WebSocket ended: {exception.Message}", exception);
            }
        }

        return 0;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        isWriting = true;
        try
        {
            await socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        catch (Exception exception) when (IsLoss(exception, cancellationToken))
        {
            throw new IOException($"The WebSocket ended: {exception.Message}", exception);
        }
        finally
        {
            isWriting = false;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            await SayGoodbyeAsync();
            socket.Dispose();
            await inner.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            socket.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Sends a closing frame unless a write is stuck before it.</summary>
    private async Task SayGoodbyeAsync()
    {
        if (isWriting || socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var patience = new CancellationTokenSource(GoodbyeTime, timeProvider);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, patience.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone already: then nobody waits for a goodbye.
        }
    }

    /// <summary>An aborted WebSocket says that it was cancelled even if nobody cancelled it.</summary>
    private static bool IsLoss(Exception exception, CancellationToken cancellationToken) =>
        exception is WebSocketException or ObjectDisposedException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
