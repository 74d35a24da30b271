using Cake.Core.IO;

namespace Cake.Frosting.Hosting;

/// <summary>The folder that the program chose to work in.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
