// Each class starts several processes that wait more than they work: two at a time fill the processors, more would tell about the machine and not about the node.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
