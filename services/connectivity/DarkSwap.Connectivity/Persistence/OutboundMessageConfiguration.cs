using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Connectivity.Persistence;

internal sealed class OutboundMessageConfiguration : IEntityTypeConfiguration<OutboundMessage>
{
    public void Configure(EntityTypeBuilder<OutboundMessage> builder)
    {
        builder.ToTable("outbound_messages");
        builder.HasKey(message => message.MessageId);
        builder.Property(message => message.MessageId).ValueGeneratedNever();
        builder.Property(message => message.Recipient).HasMaxLength(128);
        builder.HasIndex(message => message.NextAttemptAt).HasDatabaseName("outbound_messages_next_attempt_at");
        builder.HasIndex(message => message.Recipient).HasDatabaseName("outbound_messages_recipient");
    }
}
