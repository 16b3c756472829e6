using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DarkSwap.Attacks.Tests.Network;

/// <summary>A network namespace of the kernel (network_namespaces(7)). A thread of its own lives in it and makes sockets, which stay in it whoever uses them.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    private const int NewNetwork = 0x40000000;
    private const int ReadOnly = 0;
    private readonly BlockingCollection<TaskCompletionSource<Socket>> requests = [];
    private readonly Thread thread;

    internal NetworkNamespace(string name)
    {
        Name = name;
        thread = new Thread(MakeSockets) { IsBackground = true, Name = name };
        thread.Start();
    }

    internal string Name { get; }

    internal Task<Socket> CreateSocketAsync()
    {
        var request = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        requests.Add(request);
        return request.Task;
    }

    public void Dispose()
    {
        requests.CompleteAdding();
        thread.Join();
        requests.Dispose();
    }

    private void MakeSockets()
    {
        var handle = OpenFile($"/var/run/netns/{Name}", ReadOnly);
        var hasEntered = handle >= 0 && EnterNamespace(handle, NewNetwork) == 0;
        var error = Marshal.GetLastPInvokeError();
        foreach (var request in requests.GetConsumingEnumerable())
        {
            if (hasEntered)
            {
                request.SetResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            }
            else
            {
                request.SetException(new InvalidOperationException($"The network namespace {Name} cannot be entered: error {error}."));
            }
        }

        if (handle >= 0)
        {
            CloseFile(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int OpenFile(string path, int flags);

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int EnterNamespace(int handle, int kind);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseFile(int handle);
}
