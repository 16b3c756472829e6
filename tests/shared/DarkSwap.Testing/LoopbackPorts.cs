using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DarkSwap.Testing;

/// <summary>
/// Ports for programs that cannot report a port chosen by the system. They lie below the range from which the system takes ports for outgoing connections, and a
/// locked file keeps every other test process off them until this one ends, however it ends.
/// </summary>
public static class LoopbackPorts
{
    private const int First = 15_000;
    private const int DefaultEnd = 32_768;

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "darkswap-test-ports");
    private static readonly Lock Gate = new();
    private static readonly List<FileStream> Held = [];
    private static readonly int End = ReadEnd();
    private static int next = First + (Environment.ProcessId * 97 % (End - First));

    /// <summary>This process's own until it ends.</summary>
    public static int[] Find(int count)
    {
        lock (Gate)
        {
            Directory.CreateDirectory(Folder);
            var found = new List<int>(count);
            for (var tries = First; found.Count < count; tries++)
            {
                if (tries == End)
                {
                    throw new InvalidOperationException($"Every port from {First} to {End - 1} is taken.");
                }

                next = next + 1 < End ? next + 1 : First;
                if (TryHold(next))
                {
                    found.Add(next);
                }
            }

            return [.. found];
        }
    }

    private static bool TryHold(int port)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(Path.Combine(Folder, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            Held.Add(file);
            return true;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Another test process holds it, or a program listens there.
            file?.Dispose();
            return false;
        }
    }

    /// <summary>Where ports for outgoing connections begin, where that is told.</summary>
    private static int ReadEnd()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        var begin = File.Exists(Range) ? int.Parse(File.ReadAllText(Range).Split('\t', ' ')[0], CultureInfo.InvariantCulture) : DefaultEnd;
        return begin > First ? begin : DefaultEnd;
    }
}
