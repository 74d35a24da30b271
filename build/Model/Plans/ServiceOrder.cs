namespace Deploy.Model.Plans;

/// <summary>The order in which services are installed.</summary>
public static class ServiceOrder
{
    /// <summary>Puts every service behind those that it needs; needs outside the run are taken as met.</summary>
    /// <exception cref="UsageException">Services need each other in a circle.</exception>
    public static IReadOnlyList<Service> ByNeeds(IReadOnlyList<Service> services) =>
        [.. Waves(services).SelectMany(wave => wave)];

    /// <summary>Groups of services, each of which can be installed at once when those before it are done.</summary>
    /// <exception cref="UsageException">Services need each other in a circle.</exception>
    public static IReadOnlyList<IReadOnlyList<Service>> Waves(IReadOnlyList<Service> services)
    {
        var waves = new List<IReadOnlyList<Service>>();
        var waiting = services.ToList();
        while (waiting.Count > 0)
        {
            var names = waiting.Select(service => service.Name).ToHashSet();
            var wave = waiting.Where(service => !service.Needs.Any(names.Contains)).ToList();
            if (wave.Count == 0)
            {
                throw new UsageException($"{string.Join(", ", waiting)} need each other in a circle")
                {
                    Location = waiting[0].Location,
                    NextStep = "take one out of its needs:",
                };
            }

            waves.Add(wave);
            waiting = [.. waiting.Except(wave)];
        }

        return waves;
    }
}
