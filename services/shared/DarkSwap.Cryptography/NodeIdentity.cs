using System.Security.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography;

/// <summary>The key by which a node is known, kept in a file that only its user can read.</summary>
public sealed class NodeIdentity : IDisposable
{
    private const UnixFileMode OthersAccess =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public NodeIdentity(PrivateKey privateKey)
    {
        PrivateKey = privateKey;
        PeerId = PeerId.FromPublicKey(privateKey.PublicKey);
    }

    public PrivateKey PrivateKey { get; }

    public PublicKey PublicKey => PrivateKey.PublicKey;

    public PeerId PeerId { get; }

    /// <summary>Loads the key file, or makes it with mode 0600. Of several processes that make it at once, all get the same key.</summary>
    /// <exception cref="InvalidDataException">The file is readable by others than its user, or is not an Ed25519 key file.</exception>
    public static NodeIdentity LoadOrCreate(string path, IRandomSource randomSource)
    {
        if (!File.Exists(path))
        {
            Create(path, randomSource);
        }

        return Load(path);
    }

    /// <inheritdoc cref="LoadOrCreate"/>
    public static NodeIdentity Load(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & OthersAccess) != 0)
        {
            throw new InvalidDataException($"The key file {path} is open to other users. Make it private (chmod 600) or replace the key if it may have been read.");
        }

        // One byte more than a key, so that a longer file is noticed without being read.
        Span<byte> bytes = stackalloc byte[PrivateKey.MaximumEncodedLength + 1];
        try
        {
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (PrivateKey.TryRead(bytes[..length], out var privateKey) && privateKey.Type == KeyType.Ed25519)
            {
                return new NodeIdentity(privateKey);
            }

            privateKey?.Dispose();
            throw new InvalidDataException($"The key file {path} does not contain an Ed25519 private key in libp2p's encoding.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public void Dispose() => PrivateKey.Dispose();

    private static void Create(string path, IRandomSource randomSource)
    {
        CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var privateKey = PrivateKey.Generate(randomSource);
        Span<byte> bytes = stackalloc byte[PrivateKey.EncodedLength];
        try
        {
            privateKey.WriteTo(bytes);
            PrivateFile.TryCreate(path, bytes, randomSource);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, PrivateFile.OwnerOnly | UnixFileMode.UserExecute);
    }
}
