using DarkSwap.Libp2p.Muxing;
using FsCheck;
using FsCheck.Fluent;

namespace DarkSwap.Libp2p.Tests.Muxing;

public sealed class ByteQueueTests
{
    [Fact]
    public void Gives_back_in_order_whatever_the_pieces()
    {
        Prop.ForAll<PositiveInt[], PositiveInt[]>((appends, takes) =>
        {
            var queue = new ByteQueue(UnlimitedMemoryBudget.Instance);
            var expected = new Queue<byte>();
            byte next = 0;
            foreach (var (append, index) in appends.Select((value, index) => (value.Get * 311 % 150_000, index)))
            {
                var bytes = new byte[append];
                foreach (ref var octet in bytes.AsSpan())
                {
                    octet = next++;
                    expected.Enqueue(octet);
                }

                queue.TryAppend(bytes).ShouldBeTrue();
                var taken = new byte[index < takes.Length ? takes[index].Get * 97 % 100_000 : 1];
                foreach (var octet in taken.AsSpan(0, queue.Take(taken)))
                {
                    if (octet != expected.Dequeue())
                    {
                        return false;
                    }
                }
            }

            return queue.Length == expected.Count;
        }).QuickCheckThrowOnFailure();
    }
}
