using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Tests.Containers;

public sealed class RunTests : ContainerTests
{
    [Fact]
    public async Task Should_run_the_program_of_the_image_with_the_interpreter_of_this_machine()
    {
        var image = Push(TestImage.Python("import os, sys; print('hello from', os.getcwd(), sys.argv[1:])"));

        await Cluster.CreateAsync(Pods, Pod(image, "args: [a b, c]"));

        (await EndAsync())["metadata"]!["annotations"].ShouldBeNull();
        (await LogAsync()).ShouldBe("hello from /app ['a b', 'c']\n");
    }

    [Fact]
    public async Task Should_tell_its_exit_code_and_traceback()
    {
        var image = Push(TestImage.Python("raise RuntimeError('no database')"));

        await Cluster.CreateAsync(Pods, Pod(image));

        var end = Terminated(await EndAsync())!;
        end["exitCode"]!.GetValue<int>().ShouldBe(1);
        end["reason"]!.GetValue<string>().ShouldBe("Error");
        (await LogAsync()).ShouldContain("RuntimeError: no database");
    }

    [Fact]
    public async Task Should_give_the_environment_that_the_pod_asks_for_and_nothing_else()
    {
        await Cluster.CreateAsync(
            ConfigMaps,
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {COLOR: red, SIZE: l}}"
        );
        await Cluster.CreateAsync(
            Secrets,
            "{apiVersion: v1, kind: Secret, metadata: {name: keys}, stringData: {key: s3cret}}"
        );
        var image = TestImage.Shell("env | sort");
        image.Config["Env"] = new JsonArray("FROM_IMAGE=yes", "COLOR=green");

        await Cluster.CreateAsync(
            Pods,
            Pod(
                Push(image),
                """
                envFrom: [{configMapRef: {name: settings}}]
                    env:
                    - {name: SIZE, value: s}
                    - {name: BOTH, value: "$(COLOR)-$(SIZE)-$(NONE)-$$(SIZE)"}
                    - {name: KEY, valueFrom: {secretKeyRef: {name: keys, key: key}}}
                    - {name: GONE, valueFrom: {secretKeyRef: {name: keys, key: other, optional: true}}}
                    - {name: ME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                    - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                    - {name: ADDRESS, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}
                    resources: {limits: {cpu: 250m}}
                """
            )
        );

        var pod = await EndAsync();
        (await LogAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("PWD=", StringComparison.Ordinal))
            .ShouldBe([
                $"ADDRESS={pod["status"]!["podIP"]}",
                "APP=web",
                "BOTH=red-s-$(NONE)-$(SIZE)",
                "COLOR=red",
                "CPU=250",
                "FROM_IMAGE=yes",
                "HOSTNAME=web",
                "KEY=s3cret",
                "ME=web",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "SIZE=s",
            ]);
    }

    [Fact]
    public async Task Should_mount_what_the_pod_mounts()
    {
        await Cluster.CreateAsync(
            ConfigMaps,
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a.conf: one, b.conf: two}}"
        );
        var image = Push(
            TestImage.Shell(
                "exec 2>&1; cat /etc/app/a.conf /etc/app/x/b; cat /etc/one; echo; echo >/etc/app/a.conf; echo 1 >/tmp/new && cat /tmp/new"
            )
        );

        await Cluster.CreateAsync(
            Pods,
            Pod(
                image,
                """
                volumeMounts:
                    - {name: all, mountPath: /etc/app}
                    - {name: all, mountPath: /etc/one, subPath: a.conf}
                    - {name: tmp, mountPath: /tmp}
                """,
                "volumes: [{name: all, configMap: {name: settings, items: [{key: a.conf, path: a.conf}, {key: b.conf, path: x/b}]}}, {name: tmp, emptyDir: {}}]"
            )
        );

        await EndAsync();
        (await LogAsync()).ShouldBe("onetwoone\n/run: 2: cannot create /etc/app/a.conf: Read-only file system\n1\n");
    }

    [Fact]
    public async Task Should_run_as_the_user_that_the_pod_names_without_any_rights()
    {
        var image = Push(
            TestImage.Shell(
                "exec 2>&1; id -u; id -g; id -G; grep CapEff /proc/self/status; kill -9 1; ls /work; touch /x"
            )
        );

        await Cluster.CreateAsync(
            Pods,
            Pod(image, "securityContext: {runAsUser: 10001, runAsGroup: 10002, readOnlyRootFilesystem: true}")
        );

        await EndAsync();
        (await LogAsync()).ShouldBe(
            """
            10001
            10002
            10002
            CapEff:	0000000000000000
            ls: cannot access '/work': No such file or directory
            touch: cannot touch '/x': Read-only file system

            """
        );
    }

    [Fact]
    public async Task Should_run_init_containers_in_order_before_the_others()
    {
        var image = Push(TestImage.Shell("echo \"$1\" >>/shared/log; cat /shared/log"));

        await Cluster.CreateAsync(
            Pods,
            Pod(
                image,
                "args: [main]\n    volumeMounts: [{name: v, mountPath: /shared}]",
                $"volumes: [{{name: v, emptyDir: {{}}}}]\n  initContainers: [{{name: a, image: '{image}', args: [first], volumeMounts: [{{name: v, mountPath: /shared}}]}}, {{name: b, image: '{image}', args: [second], volumeMounts: [{{name: v, mountPath: /shared}}]}}]"
            )
        );

        var pod = await EndAsync();
        Phase(pod).ShouldBe("Succeeded");
        (await LogAsync()).ShouldBe("first\nsecond\nmain\n");
        (await LogAsync("?container=b")).ShouldBe("first\nsecond\n");
    }

    [Fact]
    public async Task Should_fail_with_an_init_container_that_fails()
    {
        var image = Push(TestImage.Shell("exit 3"));

        await Cluster.CreateAsync(Pods, Pod(image, spec: $"initContainers: [{{name: a, image: '{image}'}}]"));

        var pod = await EndAsync();
        Phase(pod).ShouldBe("Failed");
        pod["status"]!["initContainerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]!.GetValue<int>().ShouldBe(3);
        Container(pod)!["state"]!["waiting"]!["reason"]!.GetValue<string>().ShouldBe("PodInitializing");
    }

    [Fact]
    public async Task Should_say_of_a_program_that_is_not_there_what_a_cluster_says()
    {
        var image = Push(new TestImage().WithLayer(("bin/sh", "#!/none"), ("a", "")));

        await Cluster.CreateAsync(Pods, Pod(image, "command: [serve]"));

        var end = Terminated(await EndAsync())!;
        end["exitCode"]!.GetValue<int>().ShouldBe(128);
        end["reason"]!.GetValue<string>().ShouldBe("StartError");
        end["message"]!.GetValue<string>().ShouldBe("exec: \"serve\": executable file not found in $PATH");
    }

    [Theory]
    [InlineData("registry.test/web:1", "the image registry.test/web:1 is not in the embedded registry")]
    [InlineData("127.0.0.1:1/none:1", "the image 127.0.0.1:1/none:1 is not in the embedded registry")]
    [InlineData("localhost", "the image localhost is not in the embedded registry")]
    [InlineData("127.0.0.1:1/UPPER@sha256:12", "the image 127.0.0.1:1/UPPER@sha256:12 is not in the embedded registry")]
    public async Task Should_simulate_what_is_not_in_the_registry_and_say_so(string image, string why)
    {
        await Cluster.CreateAsync(Pods, Pod(image));

        var pod = await EndAsync();
        Phase(pod).ShouldBe("Succeeded");
        pod["metadata"]!["annotations"]!["sandbox.deploy/simulated"]!.GetValue<string>().ShouldBe(why);
        (await LogAsync()).ShouldStartWith($"This pod is simulated: {why}.");
    }

    [Fact]
    public async Task Should_simulate_an_image_for_other_machines()
    {
        var image = new TestImage { Architecture = "s390x" }
            .WithLayer(("a", ""))
            .Push(Cluster.StateFolder);

        await Cluster.CreateAsync(Pods, Pod(image));

        (await EndAsync())["metadata"]!["annotations"]!["sandbox.deploy/simulated"]!
            .GetValue<string>()
            .ShouldContain("is made for linux/s390x, this machine is linux/");
    }

    [Fact]
    public async Task Should_simulate_a_program_whose_loader_is_nowhere()
    {
        var elf = new byte[200];
        ((byte[])[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]).CopyTo(elf, 0);
        elf[18] =
            System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
            == System.Runtime.InteropServices.Architecture.Arm64
                ? (byte)183
                : (byte)62;
        (elf[32], elf[54], elf[56]) = (64, 56, 1);
        (elf[64], elf[72], elf[96]) = (3, 120, 20);
        "/lib/ld-none.so.1\0"u8.CopyTo(elf.AsSpan(120));
        var image = new TestImage().WithLayer([
            new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "server")
            {
                DataStream = new MemoryStream(elf),
                Mode = (UnixFileMode)0b111_101_101,
            },
        ]);

        await Cluster.CreateAsync(Pods, Pod(image.Push(Cluster.StateFolder), "command: [/server]"));

        (await EndAsync())["metadata"]!["annotations"]!["sandbox.deploy/simulated"]!
            .GetValue<string>()
            .ShouldBe("/server needs /lib/ld-none.so.1, which its image does not have");
    }

    [Fact]
    public async Task Should_simulate_what_an_annotation_asks_for()
    {
        var image = Push(TestImage.Shell("exit 1"));

        await Cluster.CreateAsync(
            Pods,
            Pod(image).Replace("labels:", "annotations: {sandbox.deploy/log: rehearsed}\n  labels:")
        );

        Phase(await EndAsync()).ShouldBe("Succeeded");
        (await LogAsync()).ShouldBe("rehearsed\n");
    }
}
