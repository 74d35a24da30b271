from __future__ import annotations

import unittest

from base.instance import Instance
from base.settings import SettingError, http_url, number


class NumberTest(unittest.TestCase):
    def test_default_where_not_set_or_empty(self) -> None:
        self.assertEqual(number({}, "A", 3), 3)
        self.assertEqual(number({"A": ""}, "A", 3), 3)

    def test_refuses_what_is_none_or_too_small(self) -> None:
        for text in ("x", "nan", "inf", "0.5"):
            with self.subTest(text), self.assertRaisesRegex(SettingError, "A is "):
                number({"A": text}, "A", 3, least=1)


class HttpUrlTest(unittest.TestCase):
    def test_loses_its_last_slash(self) -> None:
        self.assertEqual(http_url({"A": "http://a:80/b/"}, "A"), "http://a:80/b")

    def test_refuses_others(self) -> None:
        for text in ("", "a:80", "ftp://a", "http://"):
            with self.subTest(text), self.assertRaises(SettingError):
                http_url({"A": text}, "A")


class InstanceTest(unittest.TestCase):
    def test_says_so_where_nothing_is_known(self) -> None:
        self.assertEqual(Instance.from_environ("a", {"COMMIT_SHA": ""}), Instance("a", "unknown", "local", "local"))
