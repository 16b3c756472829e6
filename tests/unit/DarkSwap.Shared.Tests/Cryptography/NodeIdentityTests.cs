using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Shared.Tests.Cryptography;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class NodeIdentityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string KeyFile => folder.File("keys/node.key");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Makes_a_private_key_file_and_keeps_the_identity()
    {
        using var first = NodeIdentity.LoadOrCreate(KeyFile, SystemRandomSource.Instance);
        using var second = NodeIdentity.LoadOrCreate(KeyFile, SystemRandomSource.Instance);

        second.PeerId.ShouldBe(first.PeerId);
        File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(KeyFile)!).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Refuses_a_file_that_others_may_open(UnixFileMode access)
    {
        NodeIdentity.LoadOrCreate(KeyFile, SystemRandomSource.Instance).Dispose();
        File.SetUnixFileMode(KeyFile, File.GetUnixFileMode(KeyFile) | access);

        Should.Throw<InvalidDataException>(() => NodeIdentity.LoadOrCreate(KeyFile, SystemRandomSource.Instance)).Message.ShouldContain(KeyFile);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(67)]
    [InlineData(69)]
    public void Refuses_a_file_that_is_not_a_key(int length)
    {
        NodeIdentity.LoadOrCreate(KeyFile, SystemRandomSource.Instance).Dispose();
        var bytes = File.ReadAllBytes(KeyFile);
        Array.Resize(ref bytes, length);
        File.WriteAllBytes(KeyFile, bytes);

        Should.Throw<InvalidDataException>(() => NodeIdentity.Load(KeyFile));
    }

    [Fact]
    public async Task Gives_everybody_one_key_when_many_make_it_at_once()
    {
        var identities = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => NodeIdentity.LoadOrCreate(KeyFile, SystemRandomSource.Instance))));

        identities.Select(identity => identity.PeerId).Distinct().Count().ShouldBe(1);
        Array.ForEach(identities, identity => identity.Dispose());
    }
}
