// Each class starts several processes; one after the other they tell more about the node than about the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
