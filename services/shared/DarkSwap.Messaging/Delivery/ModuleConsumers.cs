using MassTransit;

namespace DarkSwap.Messaging.Delivery;

/// <summary>The consumers that one module registers.</summary>
/// <param name="Service">The module's name, which is the prefix of its queues.</param>
public sealed record ModuleConsumers(string Service, Action<IRegistrationConfigurator> Register)
{
    /// <summary>Registers them and says which they are.</summary>
    internal IReadOnlyList<ConsumerDescription> RegisterIn(IRegistrationConfigurator registrations)
    {
        var before = registrations.Count;
        Register(registrations);
        return
        [
            .. registrations.Skip(before).Select(service => service.ServiceType)
                .Where(type => type is { IsClass: true, IsAbstract: false } && MessagesOf(type).Any())
                .Distinct()
                .Select(type => new ConsumerDescription(Service, type, [.. MessagesOf(type)])),
        ];
    }

    private static IEnumerable<Type> MessagesOf(Type consumerType) =>
        from contract in consumerType.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>)
        select contract.GetGenericArguments()[0];
}
