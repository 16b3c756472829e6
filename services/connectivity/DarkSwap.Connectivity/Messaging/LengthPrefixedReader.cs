using System.Buffers;
using System.IO.Pipelines;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Cuts a stream into messages that carry their length as a varint before them. The limit is checked before the body is waited for.</summary>
internal sealed class LengthPrefixedReader(Stream stream, int maximumLength) : IAsyncDisposable
{
    private readonly PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>Reads one message and hands it to <paramref name="parse"/>, whose argument is a loan.</summary>
    /// <returns>Default at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The length is malformed or over the limit, or the stream ends inside a message.</exception>
    public async ValueTask<(bool HasMessage, TMessage? Message)> ReadAsync<TMessage>(Func<ReadOnlySequence<byte>, TMessage> parse, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (TryCut(read.Buffer, out var body))
            {
                var message = parse(body);
                reader.AdvanceTo(body.End);
                return (true, message);
            }

            if (read.IsCompleted)
            {
                return read.Buffer.IsEmpty ? (false, default) : throw new InvalidDataException("The stream ended inside a message.");
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public ValueTask DisposeAsync() => reader.CompleteAsync();

    private bool TryCut(in ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> body)
    {
        body = default;
        var sequence = new SequenceReader<byte>(buffer);
        var status = Varint.TryRead(ref sequence, out var length);
        if (status == OperationStatus.InvalidData || (status == OperationStatus.Done && length > (ulong)maximumLength))
        {
            throw new InvalidDataException($"A message may have at most {maximumLength} bytes.");
        }

        if (status != OperationStatus.Done || sequence.Remaining < (long)length)
        {
            return false;
        }

        body = sequence.UnreadSequence.Slice(0, (long)length);
        return true;
    }
}
