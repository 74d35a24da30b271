using Deploy.Catalog;
using Deploy.Yaml;

namespace Deploy.Tests.Catalog;

public sealed class CatalogLoaderTests
{
    private const string Minimal = """
        regions:
          us-east-1:
            clusters:
              prod: { name: prod-e1-1, default: true }
        environments:
          prod: { namespace: prod }
        services:
          - name: users/api
            type: gunicorn
        """;

    [Fact]
    public void Should_follow_conventions_where_the_catalog_says_nothing()
    {
        var service = Read(Minimal).Services["users/api"];

        service.Chart.Value.ShouldBe("users-api");
        service.ChartFolder.ShouldBe("charts/services/users/api/users-api");
        service.Folder.ShouldBe("services/users/api");
        service.Enabled.ShouldBeTrue();
        service.KeepInStaging.ShouldBeTrue();
        service.TestsTimeout.ShouldBe(TimeSpan.FromSeconds(60));
        service.Images.ShouldHaveSingleItem().TagValue.Text.ShouldBe("gunicorn_image_rev.{region}");
    }

    [Fact]
    public void Should_read_how_an_image_is_made()
    {
        var image = Read(
            Minimal
                + """

                service_types:
                  gunicorn:
                    images:
                      gunicorn:
                        repository: "{service}"
                        tag_value: rev
                        base: base/python:3.11
                        platform: linux/arm64
                        build_args: { SERVICE: "{service}" }
                        path: /srv/app.pex
                        mode: "0555"
                        owner: "10001:10002"
                        command: [python3, /srv/app.pex]
                        static_files: { from: "{folder}/static", to: /srv/static }
                """
        )
            .Services["users/api"]
            .Images.Single();

        image.Platform.ShouldBe(new ImagePlatform("linux", "arm64"));
        image.BuildArguments["SERVICE"].Text.ShouldBe("{service}");
        image.PexPath.ShouldBe("/srv/app.pex");
        Convert.ToString((int)image.PexMode, 8).ShouldBe("555");
        image.Owner.ShouldBe(new FileOwner(10001, 10002));
        image.Command.ShouldBe(["python3", "/srv/app.pex"]);
        image.StaticFiles!.To.ShouldBe("/srv/static");
    }

    [Theory]
    [InlineData("platform: linux", "is no valid platform")]
    [InlineData("digest_value: a..b", "is no path: a key is missing")]
    [InlineData("path: app.pex", "is no path in an image")]
    [InlineData("path: /app/../etc/passwd", "is no path in an image")]
    [InlineData("mode: rwx", "is no file mode")]
    [InlineData("owner: root", "is no valid owner")]
    public void Should_refuse_an_image_that_cannot_be(string line, string problem) =>
        Should
            .Throw<UsageException>(() =>
                Read(
                    Minimal
                        + $$$"""

                        service_types:
                          gunicorn:
                            images:
                              gunicorn: { repository: a, tag_value: rev, {{{line}}} }
                        """
                )
            )
            .Problem.ShouldContain(problem);

    [Fact]
    public void Should_read_what_has_to_be_migrated_first()
    {
        var rule = Read(Minimal + "\nmigrations: [{ lead: users/api, paths: [services/**/migrations/*] }]")
            .Migrations.ShouldHaveSingleItem();

        rule.Lead.Value.ShouldBe("users/api");
        rule.Patterns.ShouldBe(["services/**/migrations/*"]);
    }

    [Theory]
    [InlineData("{ lead: users/apo, paths: [a] }", "did you mean 'users/api'")]
    [InlineData("{ lead: users/api, paths: [] }", "names no file")]
    [InlineData("{ lead: users/api, paths: [../a] }", "no pattern of files")]
    [InlineData("{ lead: users/api }", "paths")]
    public void Should_refuse_a_migration_rule_that_cannot_be(string rule, string problem) =>
        Should.Throw<UsageException>(() => Read($"{Minimal}\nmigrations: [{rule}]")).Problem.ShouldContain(problem);

    [Fact]
    public void Should_name_the_program_that_builds_from_Dockerfiles()
    {
        Read(Minimal).ContainerCommand.ShouldBe("docker");
        Read(Minimal + "\ncontainer_command: /opt/bin/podman").ContainerCommand.ShouldBe("/opt/bin/podman");
    }

    [Fact]
    public void Should_take_a_clusters_name_for_its_context() =>
        Read(Minimal).Clusters["prod"].Context.ShouldBe("prod-e1-1");

    [Fact]
    public void Should_read_Toolchains_services_json_unchanged()
    {
        var catalog = Read(
            """
            {
              "regions": {
                "us-east-1": {
                  "clusters": {
                    "dev": {"name": "dev-e1-1", "default": false},
                    "prod": {"name": "prod-e1-1", "default": true, "notify_channel": "#deploys"},
                    "remoting": {"name": "remoting-prod-e1-1", "explicit": true}
                  }
                }
              },
              "services": [
                {"name": "infosite", "type": "gunicorn", "dev_port": 9500, "enabled": true, "alias_groups": ["web"], "use_aws": false,
                 "config": {"ingress": true, "has_static_files": true, "tests_timeout_sec": 300, "replicas": {"prod": 2}}},
                {"name": "users/workflow", "type": "workflow", "dev_port": 9501},
                {"name": "proxy-server", "type": "rust", "cluster": "remoting", "service_dir": "src/rust/proxy_server"}
              ]
            }
            """
        );

        catalog.Services.Keys.ShouldBe(["infosite", "users/workflow", "proxy-server"]);
        catalog.Services["infosite"].Replicas["prod"].ShouldBe(2);
        catalog.Services["infosite"].TestsTimeout.ShouldBe(TimeSpan.FromMinutes(5));
        catalog
            .Services["users/workflow"]
            .Images.Select(image => image.Repository.Text)
            .ShouldBe(["{service}", "{service}/maintenance"]);
        catalog.Services["proxy-server"].Folder.ShouldBe("src/rust/proxy_server");
        catalog.Clusters["prod"].NotifyChannel.ShouldBe("#deploys");
    }

    [Fact]
    public void Should_read_who_is_told_about_a_cluster_by_mail()
    {
        var catalog = Read(
            Minimal,
            """
            notifications:
              team: { url_env: SMTP, format: email, from: deploys@example.com, to: [team@example.com] }
            regions: { us-east-1: { clusters: { prod: { name: prod-e1-1, notify: [team] } } } }
            """
        );

        var team = catalog.Clusters["prod"].Notify.ShouldHaveSingleItem();
        team.Mail.ShouldNotBeNull().To.ShouldBe(["team@example.com"]);
    }

    [Theory]
    [InlineData("{ url_env: SMTP, format: email, to: [a@b.example] }", "from")]
    [InlineData("{ url_env: SMTP, from: a@b.example, to: [a@b.example] }", "from")]
    [InlineData("{ url_env: SMTP, format: email, from: a@b.example, to: [team] }", "is no e-mail address")]
    [InlineData("{ url_env: SMTP, format: email, from: a@b.example, to: ['a@b.example>'] }", "is no e-mail address")]
    [InlineData("{ url_env: SMTP, format: email, from: a@b.example, to: [] }", "names nobody")]
    public void Should_refuse_mail_from_or_to_nobody(string notification, string problem) =>
        Should
            .Throw<UsageException>(() => Read(Minimal, $"notifications: {{ team: {notification} }}"))
            .Message.ShouldContain(problem);

    [Fact]
    public void Should_let_later_files_add_and_override_key_by_key()
    {
        var catalog = Read(
            Minimal,
            """
            platform: aws
            environments:
              staging: { namespace: staging }
              prod: { replicas: 3 }
            services:
              - name: users/api
                type: gunicorn
                dev_port: 9010
              - name: infosite
                type: gunicorn
            """
        );

        catalog.Platform.ShouldBe(PlatformKind.Aws);
        catalog.Environments["prod"].Namespace.ShouldBe(new NamespaceName("prod"));
        catalog.Environments["prod"].Replicas.ShouldBe(3);
        catalog.Services["users/api"].DevPort.ShouldBe(9010);
        catalog.Services.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("servces: []", "one.yaml:1:1: unknown key 'servces'; did you mean 'services'?")]
    [InlineData("platform: azure", "one.yaml:1:11: platform is 'azure', not one of embedded, kubernetes, aws")]
    [InlineData("services: nothing", "one.yaml:1:11: services must be a list, not 'nothing'")]
    [InlineData(
        "services:\n  - name: a b\n    type: gunicorn",
        "one.yaml:2:11: 'a b' is no valid service name: it takes a-z, 0-9 and '-', and starts and ends with a letter or digit"
    )]
    [InlineData(
        "services:\n  - name: a\n    type: gunicron",
        "one.yaml:3:11: services[0].type names the service type 'gunicron', which the catalog does not have; did you mean 'gunicorn'?"
    )]
    [InlineData(
        "services:\n  - name: a\n    type: rust\n    dev_prt: 1",
        "one.yaml:4:5: unknown key 'dev_prt' in services[0]; did you mean 'dev_port'?"
    )]
    [InlineData(
        "services:\n  - name: a\n    type: rust\n    dev_port: 99999",
        "one.yaml:4:15: services[0].dev_port must be a whole number from 1 to 65535, not '99999'"
    )]
    [InlineData(
        "services:\n  - name: a\n    type: rust\n  - name: a\n    type: rust",
        "one.yaml:4:5: services[1] has the name 'a', which line 2 has already"
    )]
    [InlineData(
        "services:\n  - name: a\n    type: rust\n    needs: [b]",
        "one.yaml:2:5: a needs 'b', which the catalog does not have"
    )]
    [InlineData(
        "environments:\n  dev: { cluster: dve }\nregions:\n  r: { clusters: { dev: { name: d } } }",
        "one.yaml:2:19: environments.dev.cluster names the cluster 'dve', which the catalog does not have; did you mean 'dev'?"
    )]
    [InlineData(
        "regions:\n  a: { clusters: { x: { name: x, default: true }, y: { name: y, default: true } } }",
        "one.yaml:2:54: x and y are both the default cluster"
    )]
    [InlineData("values:\n  a..b: 1", "one.yaml:2:9: 'a..b' is no path: a key is missing")]
    [InlineData(
        "values:\n  a: '{regoin}'",
        "one.yaml:2:6: '{regoin}' has the unknown placeholder {regoin}; did you mean 'region'?"
    )]
    public void Fault_29_should_say_what_is_wrong_and_where(string text, string problem) =>
        Should.Throw<UsageException>(() => Read(text)).Message.Split('\n')[0].ShouldBe(problem);

    [Fact]
    public void Should_keep_the_type_of_values()
    {
        var values = Read(
            "values:\n  a: 3\n  b: true\n  c: '3'\n  d: { value: '{region}', if_present: true }\nenvironments:\n  e: {}"
        )
            .Environments["e"]
            .Values;

        values
            .Select(value => value.Value.Literal ?? $"text {value.Value.Text}")
            .ShouldBe(["3", "true", "text 3", "text {region}"]);
        values[3].OnlyIfChartHas.ShouldBeTrue();
    }

    [Fact]
    public void Should_name_the_file_that_is_missing() =>
        Should
            .Throw<UsageException>(() => CatalogLoader.Load("/nowhere", []))
            .Problem.ShouldBe("there is no file 'charts/services.yaml'");

    private static ServiceCatalog Read(params string[] texts) =>
        CatalogLoader.Read(texts.Select((text, index) => YamlReader.Read(text, index == 0 ? "one.yaml" : "two.yaml")));
}
