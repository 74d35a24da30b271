"""Forwards remoting traffic to its upstream."""
