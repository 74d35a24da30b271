"""The end-to-end test of webhooks: what its Helm test pod runs."""
