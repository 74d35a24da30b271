"""Tests of the services: `python3 -m unittest discover` in the folder above."""
