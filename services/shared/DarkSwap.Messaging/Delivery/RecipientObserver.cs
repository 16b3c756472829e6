using MassTransit;

namespace DarkSwap.Messaging.Delivery;

/// <summary>Writes every consumer into the directory as the mediator is built, and puts the recipient filter before it.</summary>
internal sealed class RecipientObserver(ConsumerDirectory directory) : IConsumerConfigurationObserver
{
    public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator)
        where TConsumer : class
    {
    }

    public void ConsumerMessageConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
        where TConsumer : class
        where TMessage : class
    {
        directory.Add(typeof(TConsumer), typeof(TMessage));
        configurator.Message(message => message.UseFilter(new RecipientFilter<TMessage>(ConsumerDirectory.NameOf(typeof(TConsumer)))));
    }
}
