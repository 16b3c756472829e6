using System.Collections.Concurrent;
using DarkSwap.Contracts;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Psbt.Trading;

/// <summary>What the psbt service told the other services, in order of arrival.</summary>
internal sealed class RecordedMessages
{
    private readonly ConcurrentQueue<IMessage> messages = new();
    private readonly SemaphoreSlim arrived = new(0);

    public IEnumerable<IMessage> All => messages;

    public void Add(IMessage message)
    {
        messages.Enqueue(message);
        arrived.Release();
    }

    /// <summary>The first message of the kind, past or to come, for which the condition holds.</summary>
    public async Task<TMessage> WaitForAsync<TMessage>(Func<TMessage, bool> isWanted)
        where TMessage : IMessage
    {
        using var patience = new CancellationTokenSource(Patience.OfPrograms, TimeProvider.System);
        while (true)
        {
            if (messages.OfType<TMessage>().FirstOrDefault(isWanted) is { } found)
            {
                return found;
            }

            try
            {
                await arrived.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No such {typeof(TMessage).Name}. There were:\n{string.Join('\n', messages)}");
            }
        }
    }
}
