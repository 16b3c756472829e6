using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Connectivity.Persistence;

internal sealed class ReceivedMessageConfiguration : IEntityTypeConfiguration<ReceivedMessage>
{
    public void Configure(EntityTypeBuilder<ReceivedMessage> builder)
    {
        builder.ToTable("received_messages");
        builder.HasKey(message => new { message.Sender, message.MessageId });
        builder.Property(message => message.Sender).HasMaxLength(128);
        builder.HasIndex(message => message.ReceivedAt).HasDatabaseName("received_messages_received_at");
    }
}
