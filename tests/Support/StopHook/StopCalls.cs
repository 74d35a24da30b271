using System.Runtime.InteropServices;

namespace Deploy.StopHook;

/// <summary>Passes the point before an effect.</summary>
/// <returns>How many times it has come up by now.</returns>
internal delegate int StopBefore([MarshalAs(UnmanagedType.LPUTF8Str)] string what);

/// <summary>Passes the point after an effect.</summary>
internal delegate void StopAfter([MarshalAs(UnmanagedType.LPUTF8Str)] string what, int number);
