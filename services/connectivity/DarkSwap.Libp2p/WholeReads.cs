namespace DarkSwap.Libp2p;

/// <summary>Reads that fill a buffer. In place of those of <see cref="Stream"/>, which go on wherever they like: here a read goes on where its caller does, so that a simulation can hold all of it on one scheduler.</summary>
internal static class WholeReads
{
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    internal static async ValueTask ReadWholeAsync(this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (await stream.ReadUpToAsync(buffer, cancellationToken) < buffer.Length)
        {
            throw new EndOfStreamException();
        }
    }

    /// <returns>Bytes read: fewer than the buffer's only at the end of the stream.</returns>
    internal static async ValueTask<int> ReadUpToAsync(this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = await stream.ReadAsync(buffer[filled..], cancellationToken);
            if (count == 0)
            {
                break;
            }

            filled += count;
        }

        return filled;
    }
}
